"""The commands of the reading screen."""

from __future__ import annotations

from tui.commands.base import Change, Command
from tui.commands.shared import SHARED
from tui.commands.threads import THREADS


def _move(name: str, title: str, *keys: str, leaps: bool = False) -> Command:
    return Command(f"move-{name}", title, "Move", keys, "move", (name,), counts=True, leaps=leaps)


def _extend(name: str, title: str, *keys: str) -> Command:
    return Command(f"extend-{name}", title, "Select", keys, "extend", (name,), counts=True)


def _jump(what: str, which: str, way: str, key: str) -> Command:
    title = f"{'Next' if way == 'next' else 'Previous'} {what}"
    id_, args = f"{way}-{which}", (which, way)
    return Command(id_, title, "Jump", (key,), "jump", args, counts=True, leaps=True)


def _hit(id_: str, title: str, key: str, way: str, footer: str = "") -> Command:
    return Command(id_, title, "Find", (key,), "hit", (way,), footer, counts=True, leaps=True)


READING = (
    Change("tag-quote", "Tag as a quote", "Tag", ("q",), "tag", ("quote",), footer="quote"),
    Change("tag-entity", "Tag as an entity", "Tag", ("e",), "tag", ("entity",), footer="entity"),
    Change("tag-claim", "Tag as a claim", "Tag", ("c",), "tag", ("claim",), footer="claim"),
    Change(
        "tag-disputed",
        "Tag as a disputed claim",
        "Tag",
        ("d",),
        "tag",
        ("disputed",),
        footer="disputed",
    ),
    Change("tag-code", "Give a code…", "Tag", ("t",), "code", footer="code"),
    Change("repeat", "Tag the same way again", "Tag", (".",), "repeat"),
    Command(
        "edit",
        "Accept a suggestion, or open an annotation",
        "Change",
        ("enter",),
        "edit",
        footer="open",
    ),
    Change("occurrences", "Tag every occurrence…", "Tag", ("*",), "occurrences"),
    Change("link", "Link to another annotation…", "Link", ("L",), "link"),
    Command("follow", "Go to the link's other end", "Link", ("g l",), "follow"),
    Change("who", "Speaker, claimant or type…", "Change", ("s",), "who", footer="speaker"),
    Change("kind", "Turn into another kind…", "Change", ("T",), "kind"),
    Change("note", "Write a note…", "Change", ("m",), "note", footer="note"),
    Command("past", "History of the annotation here", "Change", ("H",), "past"),
    Change(
        "delete",
        "Reject a suggestion, or delete an annotation",
        "Change",
        ("x",),
        "delete",
        footer="delete",
    ),
    Change("purge", "Purge the annotation here, for good…", "Change", (), "purge"),
    Command(
        "next-suggestion",
        "Next suggestion",
        "Suggested",
        ("tab",),
        "suggestion",
        ("next",),
        leaps=True,
        footer="suggested",
        counts=True,
    ),
    Command(
        "previous-suggestion",
        "Previous suggestion",
        "Suggested",
        ("shift+tab",),
        "suggestion",
        ("previous",),
        leaps=True,
        counts=True,
    ),
    Change("accept-view", "Accept what is suggested in view…", "Suggested", ("a",), "accept_view"),
    Command("why", "Why it is suggested, and what was learnt…", "Suggested", ("i",), "why"),
    Change("edge-left", "Nearer edge a word to the left", "Change", ("<",), "edge", ("left",)),
    Change("edge-right", "Nearer edge a word to the right", "Change", (">",), "edge", ("right",)),
    _move("left", "A character back", "h", "left"),
    _move("right", "A character on", "l", "right"),
    _move("down", "A line down", "j", "down"),
    _move("up", "A line up", "k", "up"),
    _move("word_next", "Next word", "w", "ctrl+right"),
    _move("word_prev", "Previous word", "b", "ctrl+left"),
    _move("line_start", "Start of the line", "home"),
    _move("line_end", "End of the line", "end"),
    _move("sentence_prev", "Previous sentence", "("),
    _move("sentence_next", "Next sentence", ")"),
    _move("block_prev", "Previous paragraph", "{"),
    _move("block_next", "Next paragraph", "}"),
    _move("page_down", "A screen down", "pagedown", "ctrl+f"),
    _move("page_up", "A screen up", "pageup", "ctrl+b"),
    _move("half_down", "Half a screen down", "ctrl+d"),
    _move("half_up", "Half a screen up", "ctrl+u"),
    _move("top", "The beginning", "g g", "ctrl+home", leaps=True),
    _move("bottom", "The end", "G", "ctrl+end", leaps=True),
    _jump("comment", "comment", "next", "] c"),
    _jump("comment", "comment", "previous", "[ c"),
    _jump("quotation", "quotation", "next", "] q"),
    _jump("quotation", "quotation", "previous", "[ q"),
    _jump("annotation", "annotation", "next", "] a"),
    _jump("annotation", "annotation", "previous", "[ a"),
    Command("set-mark", "Set a mark, named by a letter", "Jump", ("M",), "set_mark"),
    Command("go-to-mark", "Go to the mark of a letter", "Jump", ("'",), "go_to_mark"),
    Command("jump-back", "Where you were before", "Jump", ("alt+left",), "back_to", counts=True),
    Command("jump-on", "Where you came back from", "Jump", ("alt+right",), "on_to", counts=True),
    Command("next-unreviewed", "Next article not done", "Jump", ("] u",), "next_article"),
    Command("select", "Select from here, or stop", "Select", ("v",), "select", footer="select"),
    Command(
        "grow",
        "Select more: word, name, sentence…",
        "Select",
        ("space",),
        "grow",
        footer="more",
        counts=True,
    ),
    Command("stretch", "Keep the selection, to add another stretch", "Select", ("A",), "stretch"),
    Command("hints", "Letters on all in view; one selects it", "Select", ("f",), "hints"),
    Command("shrink", "Select less", "Select", ("backspace",), "shrink", counts=True),
    Command("other", "Other end, or next annotation here", "Select", ("o",), "other"),
    _extend("left", "Extend back", "shift+left"),
    _extend("right", "Extend on", "shift+right"),
    _extend("up", "Extend a line up", "shift+up"),
    _extend("down", "Extend a line down", "shift+down"),
    _extend("word_prev", "Extend a word back", "ctrl+shift+left"),
    _extend("word_next", "Extend a word on", "ctrl+shift+right"),
    Command("find", "Find", "Find", ("/",), "find", footer="find"),
    _hit("find-next", "Next hit", "n", "next", "next hit"),
    _hit("find-previous", "Previous hit", "N", "previous"),
    Command("copy", "Copy the selection", "Find", ("y",), "copy", footer="copy"),
    Command("fold", "Fold or unfold here", "Look", ("z",), "fold", footer="fold"),
    Command("fold-all", "Fold or unfold all", "Look", ("Z",), "fold_all"),
    Command("narrower", "Narrower column", "Look", ("-",), "measure", ("-",)),
    Command("wider", "Wider column", "Look", ("+",), "measure", ("+",)),
    Command("pane", "To the annotations, and back", "Look", ("f6",), "pane", footer="annotations"),
    Command("panel", "Show or hide the annotations", "Look", ("f7",), "panel"),
    *THREADS,
    Change("mend", "Mend the blocks: kind, split, join…", "Article", ("B",), "mend"),
    Change("done", "Mark the article done, or not", "Article", ("D",), "done"),
    Command("back", "Back", "Help", ("escape",), "back", footer="back"),
    *SHARED,
)
