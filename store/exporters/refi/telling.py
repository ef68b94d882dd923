"""What of a REFI-QDA project stays behind, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from store.exporters.refi.codes import plain_guid
from store.exporters.refi.elements import ProjectFile
from store.exporters.refi.shapes import RECORD, is_fact
from store.importers.xml import child, local

_NOT_KEPT = {
    "PictureSelection": "selections in pictures",
    "PDFSelection": "selections on PDF pages",
    "AudioSelection": "selections in sound",
    "VideoSelection": "selections in video",
    "TranscriptSelection": "selections by transcript times",
    "SyncPoint": "transcript times",
    "PictureSource": "pictures",
    "AudioSource": "sound recordings",
    "VideoSource": "videos",
    "Set": "sets",
    "Graph": "graphs",
    "Case": "cases",
    "VariableValue": "values of variables",
}


def not_kept(project: ProjectFile) -> Iterator[str]:
    """What is said of each kind of thing that is not taken in; what is ours does not count."""
    marked = {plain_guid(one.get("guid")) for one in project.root.iter("{*}PlainTextSelection")}
    counts: Counter[str] = Counter()
    for element in project.root.iter("{*}*"):
        words = _NOT_KEPT.get(local(element))
        if words is None:
            continue
        if local(element) == "Case" and project.record_in(element):
            continue
        if local(element) == "PDFSelection" and plain_guid(element.get("guid")) in marked:
            continue
        reference = child(element, "VariableRef")
        name = None if reference is None else plain_guid(reference.get("targetGUID"))
        if name is not None and (project.variables.get(name) == RECORD or is_fact(name)):
            continue
        counts[words] += 1
    for words, count in counts.items():
        yield f"not kept: {words} ({count})"
    yield from project.notes.left()
