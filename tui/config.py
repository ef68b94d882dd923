"""Where the library is and who annotates: arguments, environment, and one small TOML file."""

from __future__ import annotations

import json
import os
import re
import secrets
from pathlib import Path
from typing import Any

from store.errors import InputError

_ANNOTATOR_LINE = re.compile(r"^annotator\s*=.*\n?", re.MULTILINE)
_LONGEST_NAME = 100


def library_folder(given: str | None) -> tuple[Path, bool]:
    """The library's folder, and whether the user named it (*given*, or POSTIL_LIBRARY)."""
    if given == "":
        raise InputError("--library needs the path of a folder.")
    named = given or os.environ.get("POSTIL_LIBRARY")
    if named:
        try:
            return Path(named).expanduser(), True
        except RuntimeError:
            raise InputError(
                f"Can't tell whose home folder '{named}' means. Write the path out."
            ) from None
    from platformdirs import user_data_path

    return user_data_path("postil", appauthor=False), False


def config_file() -> Path:
    """The file of settings; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path("postil", appauthor=False) / "config.toml"


def settings() -> dict[str, Any]:
    """What the settings file says. Raises InputError naming the file and line at fault."""
    import tomllib

    path = config_file()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(f"Can't read {path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(f"{path}, line {line}: this is not UTF-8. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not TOML: {error}. Mend or delete it.") from error


def annotator() -> str:
    """The pseudonym that signs changes: POSTIL_ANNOTATOR, the settings file's, or a new one.

    A new one is kept in the settings file where that can be written; it is never the login name.
    """
    name = clean_annotator(os.environ.get("POSTIL_ANNOTATOR", ""))
    if name:
        return name
    held = settings().get("annotator", "")
    if not isinstance(held, str):
        raise InputError(f"{config_file()}: annotator must be a text in quotation marks.")
    name = clean_annotator(held)
    if not name:
        name = f"annotator-{secrets.token_hex(2)}"
        try:
            save_annotator(name)
        except OSError:  # a read-only home: the name then serves for this run
            return name
    return name


def save_annotator(name: str) -> None:
    """Keep *name* in the settings file (mode 0600), its other lines untouched. Raises OSError."""
    from store.disk import write_durably

    path = config_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    held = path.read_text(encoding="utf-8") if path.exists() else ""
    top, rest = _split_at_table(held)
    line = f"annotator = {json.dumps(clean_annotator(name), ensure_ascii=False)}\n"
    text = line + _ANNOTATOR_LINE.sub("", top) + rest
    write_durably(path, text.encode("utf-8"))


def _split_at_table(toml: str) -> tuple[str, str]:
    """*toml* before its first table, and the rest: `annotator` is a top-level key."""
    match = re.search(r"^[ \t]*\[", toml, re.MULTILINE)
    at = len(toml) if match is None else match.start()
    return toml[:at], toml[at:]


def clean_annotator(name: str) -> str:
    """*name* as it signs: printable, on one line, at most 100 characters."""
    printable = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(printable.split())[:_LONGEST_NAME]
