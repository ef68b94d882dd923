"""Every article with what its annotations amount to, at one moment: what a list is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from store.conditions import Conditions, Facts, Word, site_of, written
from store.errors import PostilError
from store.library import Library
from store.model import STATES, Article

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

    def answers(self, word: Word) -> tuple[dict[str, bool], list[dict[str, bool]]]:
        """What is known of a word by article, and of those that it begins with: what lacks the
        beginning of a word lacks the word.
        """
        query, known = word.matcher.query, self._known
        shorter = [known[q] for q in tuple(known) if query.startswith(q) and q != query]
        return known.get(query, {}), shorter

    def look(self, word: Word, article: str) -> bool:
        """Look into the text; one that can't be read holds nothing."""
        held, shorter = self.answers(word)
        found = held.get(article)
        if found is None and any(known.get(article) is False for known in shorter):
            return False
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
        self._heads: dict[str, str] = {}

    def count(self, article: str) -> int:
        """How many annotations an article has."""
        return self._library.annotations.count(article)

    def facts(self, article: str) -> Facts:
        """What its annotations amount to; those of all articles are read at the first asking."""
        if self._facts is None:
            self._facts = _facts(self._library)
        return self._facts.get(article, _NO_FACTS)

    def sifted(
        self, conditions: Conditions, articles: Iterable[Article]
    ) -> tuple[list[Article], set[str]]:
        """Those of *articles* for which *conditions* hold or may hold, and the ids of those whose
        text must be looked into for it.
        """
        rest = list(articles)
        if conditions.tests:
            rest = [a for a in rest if conditions.hold(a, partial(self.facts, a.id))]
        unknown: set[str] = set()
        for word in conditions.words:
            (held, shorter), kept = self._hits.answers(word), []
            for article in rest:
                id_ = article.id
                found = True if word.matcher.matches(self._head(article)) else held.get(id_)
                if found is None and any(known.get(id_) is False for known in shorter):
                    found = False
                if found is None:
                    unknown.add(id_)
                if found is None or found != word.minus:
                    kept.append(article)
            rest = kept
        return rest, unknown.intersection(article.id for article in rest)

    def thorough(self, conditions: Conditions, article: Article) -> bool:
        """Whether *conditions* hold, the text looked into where need be."""
        return conditions.hold(article, lambda: self.facts(article.id)) and all(
            (word.matcher.matches(self._head(article)) or self._hits.look(word, article.id))
            != word.minus
            for word in conditions.words
        )

    def _head(self, article: Article) -> str:
        head = self._heads.get(article.id)
        if head is None:
            head = self._heads[article.id] = f"{article.title}\n{article.site or ''}"
        return head

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
