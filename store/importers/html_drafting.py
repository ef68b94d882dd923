"""The blocks of a page, drafted from its stretches of text now that their words are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from store.importers import phrases
from store.importers.dates import find_date, find_stamp
from store.importers.drafts import Draft
from store.importers.furniture import count_words, is_furniture, is_related
from store.importers.html_names import word_set
from store.importers.html_remarks import Remark, sign
from store.importers.html_repeats import fold_repeats
from store.importers.html_roles import Place, Run
from store.importers.html_survey import Survey
from store.importers.html_teasers import fold_teasers
from store.model import BlockKind
from store.text import fold_space

_BY = word_set("by von par por di da written")
_AN_ARTICLE = 1500


@dataclass(slots=True)
class Drafted:
    """The drafts of a page, and what is known of them beside their kinds."""

    found: Survey
    drafts: list[Draft] = field(default_factory=list)
    linked: dict[Draft, float] = field(default_factory=dict)
    """The share of each draft that is links."""
    places: dict[Draft, Place] = field(default_factory=dict)
    """What kind of place each draft stands in."""
    loose: set[Draft] = field(default_factory=set)
    """Drafts that are folded only for being short and beside the article."""
    moment: str | None = None
    """What the markup says of the first date printed in the article."""

    def judge(self, text: str, run: Run, draft: Draft) -> None:
        """Second thoughts on what a run is."""
        size = run.end - run.start
        if size > 2000 or draft.kind in {BlockKind.TITLE, BlockKind.BOILERPLATE, BlockKind.CODE}:
            if draft.kind is BlockKind.PARAGRAPH and text[run.start] in phrases.OPENING_QUOTES:
                draft.kind = BlockKind.QUOTE
            return
        words = fold_space(text[run.start : run.end])
        if not words:
            return
        if (
            draft.kind is BlockKind.HEADING
            and self.found.remarks
            and len(words) < 300
            and phrases.COMMENTS_HEADING.fullmatch(words)
        ):
            draft.kind = BlockKind.COMMENTS_HEADING
            draft.level = None
            return
        prose = count_words(words) >= 12 and run.linked < 0.5 * size
        if (
            is_furniture(words)
            or (draft.kind is BlockKind.HEADING and is_related(words))
            or (draft.kind is BlockKind.BYLINE and words.lower().strip(" :|") in _BY)
        ):
            draft.kind = BlockKind.BOILERPLATE
        elif draft.kind is BlockKind.BYLINE and size > 160:
            draft.kind = BlockKind.PARAGRAPH
        elif draft.kind is BlockKind.DATE and not self._is_date(run, words):
            draft.kind = BlockKind.PARAGRAPH if prose else BlockKind.BOILERPLATE
        elif draft.kind in {BlockKind.BYLINE, BlockKind.DATE, BlockKind.CAPTION}:
            pass
        elif run.role.outside and not prose:
            draft.kind = BlockKind.BOILERPLATE
            self.loose.add(draft)
        elif (
            draft.kind is BlockKind.LIST
            and self.found.main is None
            and self.found.prose > _AN_ARTICLE
            and run.linked > 0.8 * size
            and count_words(words) < 12
        ):
            draft.kind = BlockKind.BOILERPLATE
        elif draft.kind is BlockKind.PARAGRAPH and words[0] in phrases.OPENING_QUOTES:
            draft.kind = BlockKind.QUOTE

    def _is_date(self, run: Run, words: str) -> bool:
        """Whether a date's words are one; the first may be told from today, as "3 hours ago"."""
        full = find_date(words) is not None
        if not full and (self.moment or run.role.outside or find_stamp(words) is None):
            return False
        self.moment = self.moment or run.role.moment or words
        return True


def draft_blocks(text: str, runs: Sequence[Run], found: Survey) -> Drafted:
    """The drafts of a whole page, its comments with author, date and parent."""
    page = Drafted(found)
    words_of: dict[Remark, Draft] = {}
    for run in runs:
        role = run.role
        draft = Draft(role.kind, run.start, run.end, level=role.level)
        if role.remark is not None and role.kind is BlockKind.COMMENT:
            if role.remark in words_of:
                if page.drafts[-1] is words_of[role.remark]:
                    page.drafts[-1].end = run.end
                    continue
                draft.kind = BlockKind.COMMENT_META
            else:
                words_of[role.remark] = draft
        elif role.remark is None:
            page.judge(text, run, draft)
        page.drafts.append(draft)
        page.places[draft] = run.place
        page.linked[draft] = run.linked / max(1, run.end - run.start)
    fold_teasers(text, page.linked.items())
    fold_repeats(text, page.drafts)
    sign(words_of)
    return page
