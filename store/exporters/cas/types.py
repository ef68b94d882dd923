"""The types a CAS of ours uses: three layers of Postil's own, and two of DKPro Core's.

INCEpTION knows DKPro's `NamedEntity` and `DocumentMetaData`; layers of its users' own are called
`webanno.custom.…`, so ours are too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cassis import TypeSystem

DOCUMENT = "webanno.custom.PostilDocument"
ANNOTATION = "webanno.custom.PostilAnnotation"
LINK = "webanno.custom.PostilLink"
OWN = (DOCUMENT, ANNOTATION, LINK)
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
NAMED_ENTITY = f"{_DKPRO}ner.type.NamedEntity"
META = f"{_DKPRO}metadata.type.DocumentMetaData"
TEXT = "uima.tcas.Annotation"
DOCUMENT_ANNOTATION = "uima.tcas.DocumentAnnotation"

_STRING = "uima.cas.String"
_TYPES: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (META, DOCUMENT_ANNOTATION, (("documentTitle", _STRING), ("documentId", _STRING))),
    (NAMED_ENTITY, TEXT, (("value", _STRING), ("identifier", _STRING))),
    (DOCUMENT, "uima.cas.AnnotationBase", (("library", _STRING), ("record", _STRING))),
    (
        ANNOTATION,
        TEXT,
        (
            ("identifier", _STRING),
            ("kind", _STRING),
            ("label", _STRING),
            ("codes", "uima.cas.StringArray"),
            ("note", _STRING),
            ("record", _STRING),
        ),
    ),
    (LINK, TEXT, (("value", _STRING), ("Governor", ANNOTATION), ("Dependent", ANNOTATION))),
)


def with_ours(types: TypeSystem) -> TypeSystem:
    """*types*, with what it lacks of the types above put in.

    Raises ValueError where one of these names means something else there.
    """
    for name, parent, features in _TYPES:
        if not types.contains_type(name, True):
            types.create_type(name, parent)
        known = types.get_type(name)
        for feature, kind in features:
            held = known.get_feature(feature)
            if held is None:
                types.create_feature(known, feature, kind)
            elif held.rangeType.name != kind:
                raise ValueError(f"its type {name} has a '{feature}' that is no {kind}")
    return types
