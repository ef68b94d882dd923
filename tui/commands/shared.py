"""Commands that every screen has."""

from __future__ import annotations

from tui.commands.base import Change, Command

SHARED = (
    Change("undo", "Undo this window's last step", "Change", ("u",), "undo", footer="undo"),
    Change("redo", "Redo what was undone", "Change", ("ctrl+r",), "redo"),
    Command("codebook", "Codebook: codes, kinds, colours, keys", "Library", ("K",), "codebook"),
    Command("export", "Export…", "Library", ("E",), "export"),
    Change("import", "Import annotations, or a codebook…", "Library", ("I",), "import"),
    Command("orphans", "Annotations without a sure place…", "Library", (), "orphans"),
    Change("backup", "Back up the library now", "Library", (), "backup"),
    Command("check", "Check the library: files, records, history…", "Library", (), "check"),
    Change("carry", "Carry over annotations of a former version…", "Article", (), "carry"),
    Command(
        "annotator", "Set the pseudonym that signs your notes…", "Library", ("P",), "annotator"
    ),
    Command("theme", "Light or dark", "Look", ("f2",), "theme"),
    Command("choose-theme", "Choose a theme…", "Look", (), "choose_theme"),
    Command("tour", "Take the tour", "Help", (), "tour"),
    Command("keys", "Show every key", "Help", ("?", "f1"), "keys", footer="keys"),
    Command(
        "palette", "Find a command by its name", "Help", ("ctrl+p",), "palette", footer="commands"
    ),
    Command("quit", "Quit", "Help", ("ctrl+q",), "quit", footer="quit"),
)
