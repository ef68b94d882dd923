"""Where the library is and who annotates: arguments, environment, and one small TOML file."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path
from typing import Any

from store.errors import InputError
from tui.simple_toml import simple
from tui.typed import typed_path

_LONGEST_NAME = 100
_LARGEST = 1_000_000
"""Bytes of a settings file; the one that names every command and every key has some thousands."""
_MARK = "\ufeff"
"""What some editors begin a file with."""


def library_folder(given: str | None) -> tuple[Path, bool]:
    """The library's folder, and whether the user named it (*given*, or POSTIL_LIBRARY).

    Raises InputError.
    """
    if given == "":
        raise InputError("--library needs the path of a folder.")
    named = given or os.environ.get("POSTIL_LIBRARY")
    if named:
        return typed_path(named), True
    from platformdirs import user_data_path

    return user_data_path("postil", appauthor=False), False


def config_file() -> Path:
    """The file of settings, which POSTIL_CONFIG may name; it need not exist."""
    if named := os.environ.get("POSTIL_CONFIG"):
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("postil", appauthor=False) / "config.toml"


def settings() -> dict[str, Any]:
    """What the settings file says. Raises InputError naming the file and line at fault."""
    return settings_text(config_file())[1]


def settings_text(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of the settings file at *path* and what it says; nothing where there is none.

    Raises InputError naming the file and line at fault.
    """
    try:
        toml = _read(path).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        return "", {}
    except OSError as error:
        raise InputError(f"Can't read {path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"{path}, line {line}: this is not UTF-8. Save it as UTF-8.") from error
    if (said := simple(toml.removeprefix(_MARK))) is not None:
        return toml, said
    import tomllib

    try:
        return toml, tomllib.loads(toml.removeprefix(_MARK))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not TOML: {error}. Mend or delete it.") from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 10,000 brackets
        raise InputError(
            f"{path} holds a number too long or a list too deep to be a setting. Mend or delete it."
        ) from error


def _read(path: Path) -> bytes:
    """The bytes of the settings file. Raises OSError, InputError."""
    # Opening a pipe that nobody writes to would wait for ever, and so would reading it.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123
        raw = file.read(_LARGEST + 1)
    if len(raw or b"") > _LARGEST:
        raise InputError(f"{path} is too long for a settings file. Mend or delete it.")
    return raw or b""


def annotator(*, lenient: bool = False) -> str:
    """The pseudonym that signs changes: POSTIL_ANNOTATOR, the settings file's, or a new one.

    A new one is kept in the settings file where that can be written; it is never the login name.
    Where the file is at fault this raises InputError, or, if *lenient*, takes the name from its
    own line as far as that can be read, else one for this run only.
    """
    name = clean_annotator(os.environ.get("POSTIL_ANNOTATOR", ""))
    if name:
        return name
    try:
        held = settings().get("annotator", "")
        if not isinstance(held, str):
            raise InputError(f"{config_file()}: annotator must be a text in quotation marks.")
    except InputError:
        if not lenient:
            raise
        return _readable_annotator() or _new_annotator()
    name = clean_annotator(held)
    if not name:
        name = _new_annotator()
        try:
            save_annotator(name)
        except (OSError, InputError):  # a read-only home: the name then serves for this run
            return name
    return name


def _new_annotator() -> str:
    return f"annotator-{os.urandom(2).hex()}"


def _readable_annotator() -> str:
    """The name in a settings file that is broken elsewhere; empty where it can't be read."""
    import tomllib

    try:
        top, _ = _split_at_table(_read(config_file()).decode("utf-8", errors="replace"))
        line = _line_of("annotator").search(top.removeprefix(_MARK))
        held = tomllib.loads(line[0]).get("annotator") if line else None
    except (OSError, InputError, ValueError, RecursionError):
        return ""
    return clean_annotator(held) if isinstance(held, str) else ""


def save_annotator(name: str) -> None:
    """Keep *name* in the settings file, as `save_setting` does. Raises OSError, InputError."""
    save_setting("annotator", clean_annotator(name))


def save_setting(name: str, value: str | int | bool) -> None:
    """Set *name* in the settings file (mode 0600), its other lines untouched.

    Where a link stands in its place, what that leads to is written, and the link stays. Raises
    OSError where it can't be written, and InputError where it is at fault already, or so written
    that one line can't be told from the others: a file that a person is still to mend is left as
    it is.
    """
    from store.disk import make_folder, write_durably

    named = config_file()
    held, document = settings_text(named)
    path = Path(os.path.realpath(named))
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):  # /dev/null must stay what it is
        raise OSError(errno.EINVAL, "the settings file is no ordinary file", str(named))
    make_folder(path.parent)
    mark, held = held[: held.startswith(_MARK)], held.removeprefix(_MARK)
    top, rest = _split_at_table(held)
    import json

    line = f"{name} = {json.dumps(value, ensure_ascii=False)}\n"
    if (found := _line_of(name).search(top)) is not None:
        text = top[: found.start()] + line + top[found.end() :] + rest
    else:
        text = line + top + rest
    if not _differs_only_in(name, text, document):
        raise InputError(f"Can't set {name} in {named} without harm to the rest; set it by hand.")
    write_durably(path, (mark + text).encode("utf-8"))


def _differs_only_in(name: str, toml: str, document: dict[str, Any]) -> bool:
    """Whether *toml* says what *document* does, but for *name*: a text of several lines may hold
    what looks like the line that sets it.
    """
    import tomllib

    try:
        now, before = tomllib.loads(toml), dict(document)
        before.pop(name, None)
        # Compared as they are written, for NaN is not even equal to itself.
        return now.pop(name, None) is not None and repr(now) == repr(before)
    except (ValueError, RecursionError):
        return False


def _line_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*{name}[ \t]*=.*(?:\n|\Z)", re.MULTILINE)


def _split_at_table(toml: str) -> tuple[str, str]:
    """*toml* before its first table, and the rest: `annotator` is a top-level key."""
    match = re.search(r"^[ \t]*\[", toml, re.MULTILINE)
    at = len(toml) if match is None else match.start()
    return toml[:at], toml[at:]


def clean_annotator(name: str) -> str:
    """*name* as it signs: printable, on one line, at most 100 characters."""
    printable = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(printable.split())[:_LONGEST_NAME]
