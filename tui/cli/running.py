"""From whatever a command ends in to an exit code and at most one line: never a traceback."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tui.cli.output import OutputError, PipeClosedError, flush, tell

if TYPE_CHECKING:
    import click

DONE, PARTLY, FAILED, INTERRUPTED = 0, 1, 2, 130


def outcome(failed: int, succeeded: int) -> int:
    """The exit code of a command that did several things."""
    if not failed:
        return DONE
    return PARTLY if succeeded else FAILED


def run(command: Callable[[], Any]) -> int:
    """Call *command*, flush its output, and give the exit code."""
    _mend_streams()
    try:
        code = command()
        flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except OutputError as error:
        return _unwritten(error)
    except Exception as error:
        if isinstance(error, OSError):  # click prints, too
            try:
                flush()
            except OutputError as cause:
                return _unwritten(cause)
        # Click is not loaded where the command line was so plain that it was not needed.
        click = sys.modules.get("click")
        if click is not None and isinstance(error, click.Abort):
            return INTERRUPTED
        if click is not None and isinstance(error, click.ClickException):
            tell(_usage(error))
        else:
            tell(_explained(error))
        return FAILED
    return code if isinstance(code, int) else DONE


def _unwritten(error: OutputError) -> int:
    """Tell why standard output can't be written, unless its reader just went away."""
    _silence_output()
    if not isinstance(error, PipeClosedError):
        tell(f"Can't write to standard output: {error}.")
    return PARTLY


def _explained(error: Exception) -> str:
    import msgspec

    from store.errors import PostilError, shortened

    match error:
        case PostilError():
            return error.message
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return shortened(f"{where}{error.strerror or error}")
        case RecursionError():
            return "This is nested too deeply to be read."
        case MemoryError():
            return "There is not enough memory for this."
        case msgspec.MsgspecError():
            return (
                f"A record of the library is not what it should be: {error}. `postil doctor` says "
                "which; `postil restore FILE` brings back a backup."
            )
        case _:
            return f"This is a fault in Postil, please report it: {type(error).__name__}: {error}"


def _usage(error: click.ClickException) -> str:
    from click import Group
    from click.exceptions import NoArgsIsHelpError, NoSuchOption

    from store.errors import shortened

    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "postil"
    message = error.format_message()
    if isinstance(error, NoArgsIsHelpError) and isinstance(error.ctx.command, Group):
        names = error.ctx.command.list_commands(error.ctx)  # its own message is the whole help
        message = f"Say which command: {', '.join(names)}."
    if isinstance(error, NoSuchOption):
        message = _no_option(error)
    return f"{shortened(message)} See `{path} --help`."


def _no_option(error: click.NoSuchOption) -> str:
    """That there is no such option, with those that are near it, else all there are."""
    from difflib import get_close_matches

    known: dict[str, str] = {}
    if error.ctx is not None:
        options = [o for p in error.ctx.command.get_params(error.ctx) for o in p.opts]
        known = {option.lstrip("-"): option for option in options if option.startswith("--")}
    near = get_close_matches(error.option_name.lstrip("-"), known, cutoff=0.7)
    if near:
        return f"{error.message} Did you mean {' or '.join(known[name] for name in near)}?"
    return f"{error.message} There is: {', '.join(known.values())}." if known else error.message


def _mend_streams() -> None:
    """Give closed streams a stand-in, and let none fail over a character it can't show."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull)  # noqa: PTH123, SIM115
    if sys.stdout is None:  # opened for reading: writing then fails, and is told
        sys.stdout = io.TextIOWrapper(_Closed(), encoding="utf-8")
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _silence_output() -> None:
    """Point standard output at nothing, so that the interpreter's last flush can't fail."""
    try:
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, sys.stdout.fileno())
        os.close(descriptor)
    except (OSError, ValueError, io.UnsupportedOperation):
        return


class _Closed(io.RawIOBase):
    """Standard output that was closed before the program began."""

    def writable(self) -> bool:
        return True

    def write(self, _: Any) -> int:
        raise OutputError("it is closed")  # also where click prints, which knows nothing of it
