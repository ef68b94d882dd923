"""`postil` and `python -m tui`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence


def main() -> None:
    """Run the command line and exit with its code."""
    on_interrupt = signal.getsignal(signal.SIGINT)
    if on_interrupt is signal.default_int_handler:  # nothing is to be put in order while it loads
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from tui.cli.running import run

    opening = None if "_POSTIL_COMPLETE" in os.environ else plain_opening(sys.argv[1:])
    if opening is None:
        from tui.cli.root import postil

        signal.signal(signal.SIGINT, on_interrupt)
        postil.main(prog_name="postil")
    else:
        import gc

        from tui.cli.session import Session

        signal.signal(signal.SIGINT, on_interrupt)
        gc.disable()  # thousands of lasting objects are made; the app turns it on again
        library, article = opening
        sys.exit(run(lambda: Session(library).open_screen(article)))


def plain_opening(arguments: Sequence[str]) -> tuple[str | None, str | None] | None:
    """The library and the article of a call that just opens the screen; None for any other.

    Loading click would be a twentieth of the time until the first paint.
    """
    library, rest = None, list(arguments)
    if len(rest) > 1 and rest[0] == "--library" and not rest[1].startswith("-"):
        library, rest = rest[1], rest[2:]
    if not rest:
        return library, None
    if len(rest) == 2 and rest[0] == "read" and not rest[1].startswith("-"):
        return library, rest[1]
    return None


if __name__ == "__main__":
    main()
