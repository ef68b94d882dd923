"""`postil` and `python -m tui`."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit with its code."""
    from tui.cli.root import postil

    postil.main(prog_name="postil")


if __name__ == "__main__":
    main()
