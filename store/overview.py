"""Every article with what its annotations amount to, at one moment: what a list is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from store.conditions import STATES, Conditions, Facts, Word, site_of, written
from store.errors import PostilError
from store.library import Library
from store.model import Article

_NO_FACTS = Facts()
_WORDS_KEPT = 16


class TextHits:
    """Which articles' texts hold which words, as far as they were looked at. Texts are frozen, so
    that what is known once stays true.
    """

    def __init__(self, library: Library) -> None:
        """Over the texts of *library*."""
        self._library = library
        self._known: dict[str, dict[str, bool]] = {}

    def known(self, word: Word, article: str) -> bool | None:
        """Whether the text holds the word; None where nobody looked yet."""
        query = word.matcher.query
        held = self._known.get(query, {}).get(article)
        if held is not None:
            return held
        # What lacks the beginning of a word lacks the word.
        shorter = (q for q in tuple(self._known) if query.startswith(q) and q != query)
        lacking = any(self._known.get(q, {}).get(article) is False for q in shorter)
        return False if lacking else None

    def look(self, word: Word, article: str) -> bool:
        """Look into the text; one that can't be read holds nothing."""
        found = self.known(word, article)
        if found is None:
            try:
                found = word.matcher.matches(self._library.articles.text(article))
            except PostilError:
                found = False
            self._known.setdefault(word.matcher.query, {})[article] = found
            while len(self._known) > _WORDS_KEPT:
                del self._known[next(iter(self._known))]
        return found


class Overview:
    """The articles of a library as they are now. Made anew after every change; cheap to make."""

    def __init__(self, library: Library, hits: TextHits) -> None:
        """Of *library*; *hits* lives longer than this."""
        self._library, self._hits = library, hits
        self.articles: tuple[Article, ...] = tuple(library.articles.all())
        self.by_id = {article.id: article for article in self.articles}
        self._facts: dict[str, Facts] | None = None

    def count(self, article: str) -> int:
        """How many annotations an article has."""
        return self._library.annotations.count(article)

    def facts(self, article: str) -> Facts:
        """What its annotations amount to; those of all articles are read at the first asking."""
        if self._facts is None:
            self._facts = _facts(self._library)
        return self._facts.get(article, _NO_FACTS)

    def quick(self, conditions: Conditions, article: Article) -> bool | None:
        """Whether *conditions* hold; None where the text must be looked into for it."""
        if not conditions.hold(article, lambda: self.facts(article.id)):
            return False
        unknown = False
        for word in conditions.words:
            found = word.matcher.matches(_head(article)) or self._hits.known(word, article.id)
            if found is not None and found == word.minus:
                return False
            unknown = unknown or found is None
        return None if unknown else True

    def thorough(self, conditions: Conditions, article: Article) -> bool:
        """Whether *conditions* hold, the text looked into where need be."""
        return conditions.hold(article, lambda: self.facts(article.id)) and all(
            (word.matcher.matches(_head(article)) or self._hits.look(word, article.id))
            != word.minus
            for word in conditions.words
        )

    def offered(self) -> Iterator[tuple[str, int]]:
        """Every condition that some article meets, as it is typed, with how many do."""
        states: Counter[str] = Counter(a.state for a in self.articles)
        for state in STATES:
            if states[state]:
                yield f"state:{state}", states[state]
        facts = [self.facts(article.id) for article in self.articles]
        tests: dict[str, Callable[[int], bool]] = {
            "disputed": lambda at: facts[at].disputed > 0,
            "annotations": lambda at: facts[at].count > 0,
            "comments": lambda at: self.articles[at].comments > 0,
        }
        for flag, test in tests.items():
            if found := sum(map(test, range(len(facts)))):
                yield f"has:{flag}", found
        codes = Counter(code for one in facts for code in one.codes)
        annotators = Counter(who for one in facts for who in one.annotators)
        sites = Counter(site for a in self.articles if (site := site_of(a)))
        dated = (a.date.iso for a in self.articles if a.date is not None and a.date.iso)
        years = Counter(iso[:4] for iso in dated)
        for field, counts in (("code", codes), ("by", annotators), ("site", sites)):
            for value, count in counts.most_common():
                yield written(field, value), count
        for year in sorted(years, reverse=True):
            yield f"date:{year}", years[year]


def _head(article: Article) -> str:
    return f"{article.title}\n{article.site or ''}"


def _facts(library: Library) -> dict[str, Facts]:
    codes: dict[str, set[str]] = {}
    annotators: dict[str, set[str]] = {}
    counts: Counter[str] = Counter()
    disputed: Counter[str] = Counter()
    for row in library.annotations.outlines():
        counts[row.article] += 1
        annotators.setdefault(row.article, set()).add(row.creator)
        if row.codes:
            codes.setdefault(row.article, set()).update(row.codes)
        if row.attributes.status == "disputed":
            disputed[row.article] += 1
    return {
        article: Facts(
            frozenset(codes.get(article, ())),
            frozenset(annotators[article]),
            count,
            disputed[article],
        )
        for article, count in counts.items()
    }
