"""What the screen remembers from one run to the next: panes, orders, where the cursor was.

A small JSON file among the user's state files (mode 0600); lost, damaged or not to be written, it
only means that the next run begins as the first one did.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from store.disk import make_folder, read_file


def state_file() -> Path:
    """Where it lies; it need not exist."""
    from platformdirs import user_state_path

    return user_state_path("postil", appauthor=False) / "screen.json"


def recall(name: str, default: Any) -> Any:
    """What was kept under *name*, if it is of the type of *default*."""
    value = _all().get(name, default)
    return value if type(value) is type(default) else default


def keep(**values: Any) -> None:
    """Keep *values* under their names, beside what is kept already. Nobody waits for the disk."""
    held = _all()
    if all(name in held and held[name] == value for name, value in values.items()):
        return
    path = _file_itself()
    with contextlib.suppress(OSError):
        make_folder(path.parent)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(held | values, indent=1), encoding="utf-8")
        fresh.replace(path)


def _file_itself() -> Path:
    """The file, or what a link in its place leads to, which stays one."""
    return Path(os.path.realpath(state_file()))


def _all() -> dict[str, Any]:
    try:
        held = json.loads(read_file(_file_itself()))
    except (OSError, ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}
