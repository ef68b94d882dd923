"""How far marked words look like speech, and not like a title or a word held at a distance."""

from __future__ import annotations

import re

from store.suggest.marks import MarkedSpan
from store.suggest.passages import Passage
from store.suggest.phrases import Voice

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_VERBISH = re.compile(
    r"\b(?:is|are|was|were|be|been|am|will|would|can|could|should|must|have|has|had|do|does|did|"
    r"don’t|don't|can’t|can't|it’s|it's|I|we|you|he|she|they|let|want|need|\w+n[’']t|"
    r"ist|sind|war|wird|werden|haben|hat|kann|muss|wir|ich|est|sont|nous|je|il|es|son|"
    r"está|hay|no)\b",
    re.IGNORECASE,
)
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_ENOUGH_WORDS = 6
_CLAUSE = re.compile(
    r"\s(?:that|dass|daß|que)\s|\s(?:qu|d)[’']|"
    r",\s[^.!?]*\b(?:sei|seien|habe|hätten?|werde|würden?|könnten?|könne|müsse|solle|wolle)\b"
)
_REFERENCE = re.compile(r"\s*[—–-]\s[^\n]{0,80}\b(?:1[89]|20)\d\d\b")


def likelihood(
    text: str, passage: Passage, span: MarkedSpan, voice: Voice | None, *, continued: bool
) -> float:
    """How far marked words look like speech: length, a verb, an end, a cue, standing alone."""
    inner = text[span.inner_start : span.inner_end].strip()
    count = 0
    for _ in _WORD.finditer(inner):
        count += 1
        if count > _ENOUGH_WORDS:
            break
    count += len(_UNSPACED.findall(inner[:400])) // 2
    verb = _VERBISH.search(inner[:400]) is not None
    ended = inner[-1:] in (".", "!", "?", ",", "…", "。", "！", "？", "、")
    spoken = voice is not None and (voice.speaker is not None or voice.pronoun)
    adjacent = voice is not None and (_touches(text, span, voice) or _hands_over(text, span, voice))
    score = 0.1 + 0.2 * (count > 3) + 0.2 * (count > _ENOUGH_WORDS) + 0.15 * verb + 0.2 * ended
    score += 0.25 * spoken + 0.2 * adjacent + 0.2 * continued
    if not ended and not adjacent and _REFERENCE.match(text, span.end, passage.end):
        return 0.3
    score += 0.15 * (span.start == passage.start and (ended or not span.closed))
    if not span.closed and span.start != passage.start:
        score -= 0.3
    if _looks_like_title(inner, count) and not ended and not adjacent:
        score -= 0.4
    exclaimed = inner[-1:] in ("!", "?") and span.start == passage.start
    if count <= 3 and not adjacent and not (ended and (continued or exclaimed)):
        score = min(score, 0.4)
    return round(min(0.98, max(0.05, score)), 2)


def _touches(text: str, span: MarkedSpan, voice: Voice) -> bool:
    """Whether a cue stands right beside the marks, behind a comma or before a colon."""
    inner_last = text[span.inner_start : span.inner_end].rstrip()[-1:]
    if voice.cue[0] >= span.end:
        return inner_last in (",", "?", "!") or text[span.end : span.end + 1] == ","
    return text[voice.cue[1] : span.start].rstrip()[-1:] in (":", ",")


def _hands_over(text: str, span: MarkedSpan, voice: Voice) -> bool:
    """Whether a clause that a cue opens leads up to the marks: she said that it "was gone"."""
    if voice.cue[1] > span.start or (voice.speaker is None and not voice.pronoun):
        return False
    return _CLAUSE.search(text, voice.cue[1], span.start) is not None


def _looks_like_title(inner: str, count: int) -> bool:
    """Capitals on the long words, few words: a film, a song, a report."""
    if count > _ENOUGH_WORDS:
        return False
    long_words = [word for word in inner.split() if len(word) > 3]
    return bool(long_words) and all(word[:1].isupper() for word in long_words)
