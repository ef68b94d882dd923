"""Which articles are much alike, and which are not."""

from __future__ import annotations

import random

from store.model import Block, BlockKind
from store.similar import Content, SimilarArticles, body_shingles, sketch_of

WORDS = [f"word{n}" for n in range(400)]


def content(words: list[str], furniture: str = "") -> Content:
    text = " ".join(words)
    blocks = [Block(id="b1", kind=BlockKind.PARAGRAPH, start=0, end=len(text))]
    if furniture:
        start = len(text) + 2
        text = f"{text}\n\n{furniture}"
        kind = BlockKind.BOILERPLATE
        blocks.append(Block(id="b2", kind=kind, start=start, end=len(text)))
    return text, tuple(blocks)


def article(seed: int, length: int = 300) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def index(**stored: list[str]) -> SimilarArticles:
    contents = {name: content(words) for name, words in stored.items()}
    made = SimilarArticles(contents.__getitem__)
    for name, value in contents.items():
        made.add(name, sketch_of(body_shingles(*value)))
    return made


def found(known: SimilarArticles, value: Content) -> tuple[str, ...]:
    return known.find(body_shingles(*value))


def test_a_version_an_excerpt_and_the_whole_round_an_excerpt_are_alike() -> None:
    known = index(one=article(1), two=article(2), brief=article(3)[:40])
    edited = article(1)
    for at in range(10, 300, 20):
        edited[at] = "changed"
    assert found(known, content(edited)) == ("one",)
    assert found(known, content(article(2)[50:110])) == ("two",)
    assert found(known, content(article(3))) == ("brief",)


def test_other_articles_are_not_alike_though_their_furniture_is_the_same() -> None:
    furniture = " ".join(article(99, 2_000))
    first, second = content(article(1), furniture), content(article(2), furniture)
    known = SimilarArticles({"one": first}.__getitem__)
    known.add("one", sketch_of(body_shingles(*first)))
    assert found(known, second) == ()


def test_a_quotation_in_common_does_not_make_articles_alike() -> None:
    quotation = article(7, 60)
    known = index(one=article(1) + quotation)
    assert found(known, content(article(2) + quotation)) == ()


def test_texts_of_a_few_words_are_like_nothing() -> None:
    assert found(index(one=["so", "it", "ended"] * 3), content(["so", "it", "ended"] * 3)) == ()


def test_scripts_without_blanks_are_compared_by_the_character() -> None:
    words = ["渡船星期一没有开航码头上有六十人等到中午"]
    assert len(body_shingles(*content(words))) == 17
    assert found(index(one=words), content(["今天" + words[0]])) == ("one",)


def test_the_likest_comes_first_and_all_are_found_among_many() -> None:
    many = {f"a{n}": article(n) for n in range(200)}
    known = index(**many, same=article(5), half=article(5)[:200] + article(6)[:100])
    alike = found(known, content(article(5)))
    assert set(alike) == {"a5", "same", "half"}
    assert alike[-1] == "half"
