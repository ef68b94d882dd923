"""Libraries that only some formats need: imported when used, missed in one clear line."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from store.errors import FormatError

_MODULES = {"nlp": "spacy", "cas": "cassis"}


def check_extra(format_name: str, extra: str | None) -> None:
    """Raise FormatError where the format's *extra* is missing, before anything else is said."""
    if extra is not None:
        needed(_MODULES[extra], format_name, extra)


def needed(module: str, format_name: str, extra: str) -> ModuleType:
    """The library *module*. Raises FormatError naming the extra that brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise FormatError(
            f"The format {format_name} needs an extra that is not installed: "
            f"pip install 'postil[{extra}]' ({error})."
        ) from error
