"""Check-worthiness: how far a sentence states what can be looked up, whoever says it.

The signs are those that Hassan, Arslan, Li and Tremayne ("Toward Automated Fact-Checking:
Detecting Check-worthy Factual Claims by ClaimBuster", KDD 2017) found to tell most: quantities,
past tense, names, comparison, length; against it opinion, wish, advice, question and greeting.
The weights are set by hand.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FIGURE = re.compile(r"(?<![\w.])[$€£¥]?\d[\d.,]*(?![\w])")
_QUANTITY = re.compile(
    r"\b(?:per ?cent|percent\w*|million|billion|trillion|thousands?|hundreds?|dozens?|dollars?|"
    r"euros?|pounds?|cents?|half|third|quarter|twice|double[ds]?|triple[ds]?|majority|"
    r"two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|Millionen|Milliarden|Prozent|millones|millions|milliards|"
    r"pour cent|por ciento)\b|%|[$€£]\d",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|bigger|smaller|older|better|worse) than\b|"
    r"\b(?:highest|lowest|largest|biggest|smallest|oldest|longest|greatest|worst|first|last|"
    r"only|record|average|rate|most of|at least|at most|no more than|since|over the (?:last|past)|"
    r"years? ago|last (?:year|month|week)|every (?:year|day|month)|mehr als|weniger als|"
    r"plus de|moins de|más de|menos de)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|went|came|gave|took|made|got|cut|lost|won|left|built|spent|paid|"
    r"rose|fell|grew|began|became|sent|put|signed|voted|said|told|promised|opposed|supported|"
    r"found|sold|bought|brought|broke|led|met|knew|saw|ran|held|kept|stood|wrote|been|"
    r"wurde|wurden|war|waren|hatte|hatten)\b|"
    r"\b(?!need|indeed|hundred|speed|feed|proceed|exceed|succeed)\w{2,}ed\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|[’']ve|[’']s) (?:\w+ly |never |not |already )?\w+(?:ed|en)\b")
_STATE = re.compile(
    r"\b(?:is|are|has|have|costs?|covers?|contains?|includes?|causes?|kills?|earns?|owns?|pays?|"
    r"lives?|spends?|produces?|receives?|means?|requires?|allows?|bans?|ist|sind|kostet)\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:tax(?:es|ed|payers?)?|budgets?|deficits?|debts?|unemploy\w+|employ\w+|jobs?|wages?|"
    r"income|prices?|costs?|economy|inflation|interest|trade|exports?|imports?|crime|murders?|"
    r"deaths?|killed|injured|casualties|troops|weapons?|nuclear|missiles?|votes?|voted|elections?|"
    r"bills?|laws?|legislation|act|treaty|sanctions?|courts?|veto(?:ed)?|programs?|programmes?|"
    r"schools?|students?|teachers?|hospitals?|patients?|insurance|health|pensions?|poverty|"
    r"immigra\w+|migrants?|refugees?|population|oil|gas|coal|emissions?|climate|water|police|"
    r"prisons?|welfare|security|aid|funds?|funding|spending|administration|government|congress|"
    r"parliament|senate|minist\w+|department|agency|companies|company|countries|nations?|"
    r"administration|president|governor|military|defense|defence|energy|farmers?|workers?)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:i|we) (?:\w+ly )?(?:think|feel|believe|hope|wish|want|love|like|suppose|guess|trust|"
    r"agree|disagree|wonder|intend|mean|know|happen to)\b|\b(?:in my (?:view|opinion)|"
    r"my (?:view|opinion|feeling)|it seems to me|frankly|honestly|i[’']d|i[’']m (?:sure|proud|glad|"
    r"happy|sorry|going|not going)|ich (?:glaube|denke|finde|meine)|je (?:crois|pense)|creo que)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:will|would|should|could|might|may|must|can|shall|ought to|need(?:s)? to|ha(?:ve|s) to|"
    r"(?:ha(?:ve|s)|[’']ve) got to|going to|gonna|let[’']?s|let us|let me|won[’']t|can[’']t|"
    r"cannot|[’']ll|[’']d)\b",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|whether|perhaps|maybe|wenn|falls|vielleicht)\b", re.IGNORECASE)
_COURTESY = re.compile(
    r"\s*(?:thanks?\b|thank you|good (?:evening|morning|night)|welcome|congrat\w*|hello|hi\b|"
    r"please\b|well,? (?:thank|good)|yes\b[.,]?$|no\b[.,]?$|danke|merci|gracias|sir\b)|"
    r".*\bthank you\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\s*(?:and |but |so |now,? |well,? )?(?:i|i[’']m|you|my|let)\b", re.I)
_NAMED = re.compile(r"(?<=[a-z,;:] )(?!I\b)[A-ZÀ-Þ][\w.]+")
_WORD = re.compile(r"\w+(?:[’']\w+)?")
_READ = 600
"""A sentence is judged by its first code points; longer ones are no sentences."""


def worth(sentence: str) -> float:
    """0..1: how far *sentence* states what can be checked."""
    return _worth(sentence[:_READ])


@lru_cache(maxsize=1024)
def _worth(told: str) -> float:
    count = sum(1 for _ in _WORD.finditer(told))
    figures = len(_FIGURE.findall(told))
    score = 0.12 + 0.2 * bool(figures) + 0.05 * (figures > 1)
    score += 0.16 * bool(_QUANTITY.search(told)) + 0.1 * bool(_COMPARED.search(told))
    told_past = _PAST.search(told) is not None or _PERFECT.search(told) is not None
    score += 0.14 * told_past or 0.05 * bool(_STATE.search(told))
    score += 0.04 * min(3, len(_PUBLIC.findall(told))) + 0.08 * bool(_NAMED.search(told))
    score += 0.08 * (count > 8) + 0.06 * (count > 14) - 0.15 * (count < 5)
    score -= 0.16 * bool(_OPINION.search(told)) + 0.06 * bool(_IF.search(told))
    score -= 0.07 * min(2, len(_ADVICE.findall(told))) + 0.06 * bool(_ADDRESSED.match(told))
    score -= 0.2 * told.rstrip().endswith("?") + 0.4 * bool(_COURTESY.match(told))
    return round(min(0.95, max(0.01, score)), 3)


_SIGNS = (
    ("a figure", _FIGURE),
    ("a quantity", _QUANTITY),
    ("a comparison", _COMPARED),
    ("something that happened", _PAST),
    ("a public matter", _PUBLIC),
    ("a name", _NAMED),
)


def signs(sentence: str) -> tuple[str, ...]:
    """What speaks for checking *sentence*, in words."""
    told = sentence[:_READ]
    return tuple(words for words, sign in _SIGNS if sign.search(told) is not None)
