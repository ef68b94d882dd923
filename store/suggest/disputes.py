"""What readers' comments do to an article: doubt it, accuse, contradict, or merely assert."""

from __future__ import annotations

import re

from store.text import count_words

_DOUBT = re.compile(
    r"\b(?:not true|untrue|isn[’']t true|false|fake|hoax|lie|lies|lied|lying|liars?|wrong|"
    r"incorrect|misleading|nonsense|rubbish|propaganda|debunked|made up|fabricated|no evidence|"
    r"no proof|(?:check|get) your facts|"
    r"where is the (?:proof|evidence)|what about|biased|staged|censored|"
    r"gelogen|Lüge|falsch|stimmt nicht|faux|mensonge|falso|mentira)\b|\bSources?\?|"
    r",\snot\s(?:one|two|three|four|five|six|seven|eight|nine|ten|\d)",
    re.IGNORECASE,
)
_ACCUSE = re.compile(
    r"\b(?:controlled by|run by|owned by|funded by|paid by|paid for by|bought by|financed by|"
    r"behind (?:this|it|all)|cover(?:ed|ing)?[- ]?up|hid(?:e|es|ing|den)|conceal\w*|secret(?:ly)?|"
    r"corrupt\w*|conspir\w*|puppets?|stole|stolen|stealing|brib\w*|rigged|guilty|responsible for|"
    r"underground|agenda|they (?:don[’']t|do not|won[’']t) want|the real reason|in fact|actually|"
    r"the truth is|everyone knows|nobody|no one|never|will not|won[’']t|cannot)\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:it seems|seems to|apparently|allegedly|i heard|i read|they say|i was told|"
    r"it is said|supposedly|obviously|clearly|of course|because|only)\b",
    re.IGNORECASE,
)
_FACT = re.compile(
    r"\b(?:was|were|is|are|has|have|had|did|been|cut|said|made|got)\b|\b\w{3,}ed\b|"
    r"\b(?:ist|sind|war|wurde|hat|est|sont|es|está|fue)\b",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"\s*(?:hopefully|i hope|let[’']?s hope|may |wish|thanks?\b|thank you|congrat|great\b|good\b|"
    r"nice\b|lovely|excellent|well (?:done|said|written)|bravo|amazing|wonderful|love (?:this|it)|"
    r"please\b|can you|could you|danke|merci|gracias|rip\b|rest in peace|welcome|happy|"
    r"keep up|so sad|how sad|sorry)",
    re.IGNORECASE,
)
_TASTE = re.compile(
    r"\bi (?:think|feel|believe|love|like|liked|enjoy\w*|agree|wonder|hope|wish|want)\b|"
    r"\b(?:beautiful|lovely|interesting|enjoyed|great|wonderful|brilliant)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d|\b(?:two|three|half|most|million|billion|percent|hundreds?|thousands?)\b")
_SELF = re.compile(r"\s*(?:i|i[’']m|we|my|you)\b", re.IGNORECASE)
_INSIDER = re.compile(r"\w[’']s?\s+own\s+(?!right\b|way\b|good\b)\w+", re.IGNORECASE)
_NEGATION = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|\w+n[’']t|kein\w*|nicht|nie|pas|jamais|nunca)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_READ = 2000
"""A sentence is judged by its first code points."""


def doubts(sentence: str) -> bool:
    """Whether a comment's sentence doubts, denies or accuses."""
    return told_by(sentence) is not None


def told_by(sentence: str) -> str | None:
    """The longest words by which a comment's sentence doubts, denies or accuses."""
    told = sentence[:_READ]
    found = [m.group() for sign in (_DOUBT, _ACCUSE, _INSIDER) for m in sign.finditer(told)]
    return max(found, key=len, default=None)


def contradicts(sentence: str, answered: str) -> bool:
    """Whether a sentence denies what the one it answers affirms, or gives other figures."""
    told, heard = sentence[:_READ], answered[:_READ]
    ours, theirs = set(_FIGURE.findall(told)), set(_FIGURE.findall(heard))
    if ours and theirs and not ours & theirs:
        return True
    return (_NEGATION.search(told) is None) != (_NEGATION.search(heard) is None)


def assertiveness(sentence: str) -> float:
    """0..1: how far a comment's sentence asserts, doubts or accuses; wishes count against it."""
    sentence = sentence[:_READ]
    score = 0.45 * bool(_DOUBT.search(sentence)) + 0.4 * bool(_ACCUSE.search(sentence))
    score += 0.2 * bool(_HEDGE.search(sentence)) + 0.2 * bool(_NUMBER.search(sentence))
    if count_words(sentence) > 4 and _FACT.search(sentence):
        score += 0.2 if _SELF.match(sentence) else 0.35
        score += 0.15 * bool(re.search(r"\b(?:by|own|never|all)\b", sentence))
    elif _DOUBT.search(sentence):
        score += 0.15
    if _WISH.match(sentence):
        score -= 0.5
    if _TASTE.search(sentence):
        score -= 0.3
    if sentence.rstrip().endswith("?") and not _DOUBT.search(sentence):
        score -= 0.3
    return round(min(0.95, max(0.0, score)), 2)
