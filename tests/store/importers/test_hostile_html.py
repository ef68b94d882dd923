"""Web pages made to break a reader: depth, one long line, control characters; written here."""

from __future__ import annotations

import pytest

from store.errors import InputError
from store.importers.html_flat import flattened
from store.model import BlockKind
from tests.store.importers.threads_in_html import PROSE, Said, comments, page, read, said

DEEP = 100_000


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "ul><li", "table><tr><td"])
def test_all_text_of_a_page_nested_deeper_than_a_parser_goes_is_kept(tag: str) -> None:
    article, told = read(f"<h1>Deep water</h1>{f'<{tag}>' * DEEP}{PROSE}<p>The last words.</p>")
    assert PROSE in article.text
    assert article.text.endswith("The last words.")
    assert told == []


def test_words_at_every_depth_are_kept_and_in_order() -> None:
    depth = 3000
    opened = "".join(f"<div>in{at}" for at in range(depth))
    closed = "".join(f"</div>out{at}" for at in range(depth))
    article, _ = read(f"<h1>Deep water</h1>{opened}{closed}<p>{PROSE}</p>")
    expected = [f"in{at}" for at in range(depth)] + [f"out{at}" for at in range(depth)]
    assert [word for word in article.text.split() if word[:2] in {"in", "ou"} and
            word[-1].isdigit()] == expected  # fmt: skip
    covered = "".join(article.text[b.start : b.end] for b in article.blocks)
    assert "".join(covered.split()) == "".join(article.text.split())


def test_a_page_made_flatter_keeps_scripts_whole_and_closes_what_it_opened() -> None:
    inner = "<script>if (a < b) { '<p>' }</script><p title='a > b'>x</p>"
    deep = f"{'<div>' * 600}{inner}{'</div>' * 600}<p>y</p>"
    flat = flattened(deep)
    assert flat.count("<div>") == flat.count("</div>") == 500
    assert "<script>if (a < b) { '<p>' }</script>" in flat
    assert "a > b" not in flat
    assert flat.endswith("<p>y</p>")
    assert flattened("<p>a<p>b<br><li>c<li>d</ul>") == "<p>a<p>b<br><li>c<li>d"


def test_a_thread_nested_thousandfold_ends() -> None:
    item = "<ol class=commentlist><li class=comment id=c-{0}><cite class=fn>Ann</cite><p>w{0}</p>"
    article, _ = read(page("".join(map(item.format, range(3000)))))
    assert "w2999" in article.text
    assert comments(article)[100].parent == comments(article)[99].id


CROWD = " ".join(f'a{at}="x y"' for at in range(200_000))


def test_an_element_of_a_crowd_of_attributes_keeps_its_words() -> None:
    article, _ = read(f"<h1>Deep water</h1><p class=one {CROWD} hidden>{PROSE}</p><p>The last.</p>")
    assert PROSE in article.text
    assert article.text.endswith("The last.")


def test_long_values_are_no_crowd_of_attributes() -> None:
    article, _ = read(f"<div data-props='{'a b > c ' * 30_000}'><p>{PROSE}</p></div>")
    assert article.text.endswith(PROSE)


def test_a_crowd_of_attributes_behind_a_stray_quotation_mark_is_refused_in_a_line() -> None:
    with pytest.raises(InputError, match="many thousand attributes") as refused:
        read(f"<div ' {CROWD}>{PROSE}</div>")
    assert "\n" not in refused.value.message


def test_five_million_characters_on_one_line_are_read() -> None:
    prose = PROSE * (5_000_000 // len(PROSE))
    article, _ = read(f"<h1>Long line</h1><p>{prose}</p>")
    assert article.text == f"Long line\n\n{prose}"


def test_more_than_can_be_read_as_one_article_is_refused_in_a_line() -> None:
    with pytest.raises(InputError) as error:
        read(b"<p>" + b"a" * (64 * 1024 * 1024))
    assert "\n" not in error.value.message


def test_null_bytes_lose_no_text() -> None:
    article, _ = read(f"<h1>A\0B here</h1><p>{PROSE}\0{PROSE}</p><p>\0</p><div>The end.</div>")
    assert article.text.startswith("A\ufffdB here")
    assert f"{PROSE}\ufffd{PROSE}" in article.text
    assert article.text.endswith("The end.")


def test_markup_and_escape_sequences_in_a_name_are_only_words() -> None:
    name = "&lt;script&gt;x&lt;/script&gt; [red]Ann[/] \x1b[31m"
    thread = (
        f"<ol class=commentlist><li class=comment><cite class=fn>{name}</cite><p>Forty.</p></ol>"
    )
    ((author, _, words, parent, _),) = said(page(thread))
    assert (words, parent) == ("Forty.", None)
    assert author is not None
    assert author.startswith("<script>x</script> [red]Ann[/]")
    article, _ = read(page(thread))
    assert author.split()[0] in article.text


@pytest.mark.parametrize(
    "thread",
    [
        "<ol class=commentlist><li class=comment><ol><li class=comment><ol><li class=comment></ol>",
        "<ol class=commentlist>" + "<li class=comment>" * 50,
        "<dl class=comments><dd>a</dd><dt></dt><dt>b</dt></dl>",
        "<div class=comment><div class=comment><div class=comment>a</div></div></div>",
        "<ol class=commentlist><li class=comment><cite class=fn></cite><time></time><p></p></ol>",
        "<template><li class=comment id=comment-1>a</li></template><noscript>a</noscript>",
        "<ol class=commentlist start=99999999999><li value=-3 class=comment>a<li value=x>b</ol>",
    ],
)
def test_broken_threads_lose_no_text_and_raise_nothing(thread: str) -> None:
    article, _ = read(page(thread, "<h2>99999999999999 Comments</h2>"))
    assert article.text.count(PROSE) == 2
    covered = "".join(article.text[b.start : b.end] for b in article.blocks)
    assert "".join(covered.split()) == "".join(article.text.split())


def test_a_comment_answering_itself_or_a_later_one_has_no_parent_loop() -> None:
    item = "<li class=comment id=comment-{0} data-parent-id={1}><b class=fn>A</b><p>Word</p></li>"
    thread = "<ol class=commentlist>" + item.format(1, 1) + item.format(2, 3) + item.format(3, 2)
    assert [found.parent for found in said(page(thread))] == [None, None, 2]


def test_words_marked_by_the_page_itself_as_ours_are_not_believed() -> None:
    thread = (
        '<ol class=commentlist><li class=comment xmlns:q="urn:postil"><b class=fn q:words="" '
        '{urn:postil}words="">Ann</b><p>Forty.</p></li></ol>'
    )
    assert said(page(thread)) == [Said("Ann", None, "Forty.")]
    article, _ = read(page(thread))
    assert "Ann" in [article.text[b.start : b.end] for b in article.blocks
                     if b.kind is BlockKind.COMMENT_META]  # fmt: skip


@pytest.mark.parametrize(
    "hard",
    [
        pytest.param(f'<div class="{"latest-" * 20_000}">x</div>', id="one class name, endless"),
        pytest.param(f'<div id="{"comm-" * 20_000}">x</div>', id="one id, endless"),
        pytest.param('<div class="comments"><p>' * 1500, id="sections in sections"),
        pytest.param(
            f"<dl class=comments>{'<dt>Ann, 3 May 2020</dt>' * 8000}<dd>x</dd></dl>",
            id="heads without words",
        ),
        pytest.param(
            f"<ol class=commentlist><li class=comment>{'<cite>3 May !</cite>' * 8000}<p>x</ol>",
            id="authors in one comment",
        ),
    ],
)
def test_a_page_made_to_take_minutes_is_read_all_the_same(hard: str) -> None:
    article, _ = read(page(f"{hard}<p>{PROSE}"))
    assert article.text.count(PROSE) == 3


def test_answers_in_one_box_beside_thousands_of_comments_answer_the_last_of_them() -> None:
    one = '<div class="comment" id="comment-{0}"><b class="author">A{0}</b><p>Word {0}.</p></div>'
    first, after = ("".join(map(one.format, range(at, at + 1000))) for at in (0, 1000))
    thread = f'<div class=comments><div>{first}</div><div class="replies">{after}</div></div>'
    article, _ = read(page(thread))
    found = comments(article)
    assert len(found) == 2000
    assert {block.parent for block in found[1000:]} == {found[999].id}
