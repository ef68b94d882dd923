"""The codebook of a new library: quotes, entities and claims, and the links between them."""

from __future__ import annotations

from store.model import Attribute, Codebook, Kind


def _choice(name: str, choices: str, default: str | None = None) -> Attribute:
    return Attribute(name=name, type="choice", choices=tuple(choices.split()), default=default)


def _text(name: str) -> Attribute:
    return Attribute(name=name)


DEFAULT_CODEBOOK = Codebook(
    kinds=(
        Kind(
            name="quote",
            letter="Q",
            key="q",
            colour="blue",
            attributes=(
                _text("speaker"),
                _text("role"),
                _text("cue"),
                _choice("form", "direct indirect mixed", "direct"),
            ),
        ),
        Kind(
            name="entity",
            letter="E",
            key="e",
            colour="green",
            attributes=(
                _choice("type", "person organization place date law event other"),
                _text("name"),
                Attribute(name="aliases", type="list"),
                _text("link"),
                _choice("protect", "none victim survivor witness minor source", "none"),
            ),
        ),
        Kind(
            name="claim",
            letter="C",
            key="c",
            colour="yellow",
            attributes=(
                _text("proposition"),
                _text("claimant"),
                _choice("status", "unchecked disputed verified refuted unverifiable", "unchecked"),
                Attribute(name="confidence", type="number"),
            ),
        ),
    ),
    links=("said-by", "supports", "disputes", "answers", "same-as", "mentions"),
)
