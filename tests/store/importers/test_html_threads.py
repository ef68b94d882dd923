"""Comment threads of web pages in the markups of many systems; all pages are written here."""

from __future__ import annotations

import pytest

from store.model import BlockKind
from tests.store.importers.threads_in_html import PROSE, Said, comments, page, read, said, words

WORDPRESS = """<ol class="commentlist"><li class="comment depth-1" id="comment-7">
<article class="comment-body"><footer class="comment-meta"><div class="comment-author vcard">
<b class="fn">Ann Lee</b> <span class="says">says:</span></div><div class="comment-metadata">
<a href="#comment-7"><time>May 3, 2020 at 10:11 am</time></a></div></footer>
<div class="comment-content"><p>Forty-one.</p><p>I counted.</p></div>
<div class="reply"><a>Reply</a></div></article><ol class="children">
<li class="comment depth-2" id="comment-8"><article class="comment-body"><footer>
<b class="fn">Bo</b> <time>May 4, 2020 at 9:00 am</time></footer>
<div class="comment-content"><p>Forty.</p></div></article></li></ol></li></ol>"""

KUBRICK = """<ol class="commentlist"><li class="alt" id="comment-7"><div class="comment-body">
<cite><a href="x">Ann Lee</a></cite> Says:<br><small class="commentmetadata">
<a href="#comment-7">May 3rd, 2020 at 10:11 am</a> <a href="x">edit</a></small>
<p>Forty-one.</p><p>I counted.</p></div></li><li id="comment-8"><div class="comment-body">
<cite>Bo</cite> Says: <em>Your comment is awaiting moderation.</em><br>
<small class="commentmetadata">May 4th, 2020 at 9:00 am</small><br>Loose words,<br>no paragraph.
</div></li></ol>"""

OLDEST = """<ol id="commentlist"><li id="comment-7"><p>Forty-one.</p><p><cite>Comment by
<a href="x">Ann Lee</a> &#8212; May 3, 2020 @ <a href="#comment-7">10:11 am</a></cite></p></li>
</ol>"""

HIGHLANDER = """<ol class="commentlist"><li class="comment byuser highlander-comment depth-1"
id="comment-7"><div id="div-comment-7"><div class="comment-author vcard"><cite class="fn">
<a href="x">Ann Lee</a></cite> <span class="says">sagt:</span></div><div
class="comment-meta commentmetadata"><a href="#comment-7">3. Mai 2020 um 10:11</a></div>
<p>Einundvierzig.</p><p class="comment-likes" id="comment-like-7"><a><span>Gefällt mir</span></a>
<span class="comment-like-feedback">Gefällt <a>1 Person</a></span></p>
<div class="reply"><a>Antworten</a></div></div></li></ol>"""

TERMS = """<dl><dt>Ann Lee, <i>3 May 2020, 10:11</i></dt><dd>Forty-one.<p>I counted.</p><dl>
<dt>Bo</dt><dt>4 May 2020, 9:00</dt><dd>Forty.</dd></dl></dd><dt>Cem, 5 May 2020, 9:30</dt>
<dd>Thirty-nine.</dd></dl>"""

BLOGGER = """<dl id="comments-block"><dt class="comment-author" id="c71"><a name="c71"></a>
<a href="x">Ann Lee</a> said...</dt><dd class="comment-body"><p>Forty-one.</p></dd>
<dd class="comment-footer"><span class="comment-timestamp"><a>May 3, 2020 at 10:11 AM</a></span>
</dd><dt class="comment-author" id="c72">Anonymous said...</dt><dd class="comment-body">
<p>Forty.</p></dd>
<dd class="comment-footer"><a>May 4, 2020 at 9:00 AM</a></dd></dl>"""

DISQUS_STATIC = """<div id="disqus_thread"><ul id="dsq-comments"><li id="dsq-comment-7"
class="comment depth-1"><div id="dsq-comment-header-7" class="dsq-comment-header">
<cite id="dsq-cite-7"><a id="dsq-author-user-7">Ann Lee</a></cite></div>
<div id="dsq-comment-body-7" class="dsq-comment-body"><div id="dsq-comment-message-7"
class="dsq-comment-message"><p>Forty-one.</p></div></div><ul class="children"><li
id="dsq-comment-8" class="comment depth-2"><div class="dsq-comment-header"><cite>
<span id="dsq-author-user-8">Bo</span></cite></div><div class="dsq-comment-body">
<div class="dsq-comment-message"><p>Forty.</p></div></div></li></ul></li></ul></div>"""

NOSCRIPT = """<div id="disqus_thread"></div><noscript><ul><li class="comment" id="comment-7">
<cite>Ann Lee</cite><div class="comment-text"><p>Forty-one.</p></div></li></ul></noscript>"""


def disqus(number: int, name: str, text: str, answered: str = "", inner: str = "") -> str:
    return f"""<li class="post" id="post-{number}"><div data-role="post-content"
class="post-content"><ul class="post-menu" data-role="menu"><li><a>−</a></li><li><a>Flag as
inappropriate</a></li></ul><div class="post-body"><header class="comment__header">
<span class="post-byline"><span class="author"><a data-username="x">{name}</a></span>{answered}
</span><span class="post-meta"><span class="bullet">•</span><a href="#comment-{number}"
class="time-ago" title="Sunday, May 3, 2020 10:11 AM">3 years ago</a></span></header>
<div class="post-body-inner"><div class="post-message-container"><div class="post-message">
<p>{text}</p></div></div><a class="see-more hidden">see more</a></div></div>
<footer class="comment__footer"><menu><li class="voting"><a class="vote-up"><span
class="updatable count">3</span></a></li><li class="reply"><a><span class="text">Reply</span></a>
</li><li class="share"><a><span class="text">Share ›</span></a></li></menu></footer></div>
<ul class="children" data-role="children">{inner}</ul></li>"""


DISQUS = (
    '<div id="disqus_thread"><ul id="post-list" class="post-list">'
    + disqus(
        7,
        "Ann Lee",
        "Forty-one.",
        inner=disqus(8, "Bo", "Forty.", '<a href="#comment-7" class="parent-link">Ann Lee</a>'),
    )
    + disqus(9, "Cem", "No.")
    + "</ul></div>"
)

SPIP = """<ul class="forum"><li class="forum-fil"><div class="forum-message">
<div class="forum-texte"><p>Quarante et un.</p></div><div class="forum-chapo">
<span class="comment-author vcard"><strong class="fn n">Ann Lee</strong></span>
<abbr class="date" title="2020-05-03T08:11:00Z">Le 3 mai 2020 à 10:11</abbr>
<p class="repondre"><a>Répondre</a></p></div></div><ul><span>&nbsp;</span>
<li class="forum-fil"><div class="forum-message"><div class="forum-texte"><p>Quarante.</p></div>
<div class="forum-chapo"><strong class="fn">Bo</strong> <abbr class="date">Le 4 mai à 09:00</abbr>
</div></div></li></ul></li></ul>"""

SPIP_TITLED = """<ul class="forum"><li class="forum-fil"><div class="forum-message">
<div class="forum-chapo"><strong class="forum-titre"><a name="forum7">Bateaux</a></strong>
<small>Le 3 mai 2020 à 10:11, par Ann Lee</small></div><div class="forum-texte">
<p>Quarante et un.</p></div><p class="repondre"><a>Répondre à ce message</a></p></div></li></ul>"""

DATE_BELOW = """<div class="comments"><div class="comment"><b>Ann Lee</b><p>Forty-one.</p>
<p>I counted.</p><span class="date">3 May 2020, 10:11</span> <a>Reply</a></div></div>"""

PINGBACKS = """<ol class="commentlist"><li class="pingback" id="comment-7"><p>Pingback:
<a href="x" class="url">Elsewhere</a> <span class="edit-link"><a>Edit</a></span></p></li>
<li class="trackback" id="comment-8"><div class="comment-author vcard"><cite class="fn">Nowhere
</cite> <span class="says">says:</span></div><div class="comment-meta"><a>May 3, 2020 at 10:11
am</a></div><p>[…] forty boats […]</p></li></ol><h3>Trackbacks/Pingbacks</h3><ol class="pinglist">
<li id="comment-9"><a href="x">» Third page</a> - […] boats […]</li></ol>"""

DRUPAL = """<section id="comments"><a id="comment-7"></a><article class="comment">
<footer class="comment__meta"><p class="comment__author"><span>Ann Lee</span></p>
<p class="comment__time">Sun, 05/03/2020 - 10:11</p><p class="comment__permalink">
<a href="#comment-7">Permalink</a></p></footer><div class="comment__content">
<h3><a href="/comment/7#comment-7">Forty-one</a></h3><div class="field">
<p>Forty-one boats.</p></div><ul class="links"><li><a>Reply</a></li></ul></div></article>
<div class="indented">
<a id="comment-8"></a><article class="comment"><footer><p class="comment__author">Bo</p></footer>
<div class="comment__content"><p>Forty.</p></div></article></div></section>"""

MICRODATA = """<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<div itemprop="creator" itemscope><span itemprop="name">Ann Lee</span></div>
<time itemprop="dateCreated">3 May 2020</time><p itemprop="text">Forty-one.</p>
<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<span itemprop="author">Bo</span><p itemprop="text">Forty.</p></div></div>"""

BOARD = """<div id="page-body"><div id="p7" class="post"><div class="inner"><dl class="postprofile">
<dt><a class="username">Ann Lee</a></dt><dd class="profile-rank">Admin</dd></dl>
<div class="postbody"><h3><a href="#p7">Boats</a></h3><p class="author"><a>Post</a> by <strong>
<a class="username">Ann Lee</a></strong> » Sun May 03, 2020 10:11 am</p><div class="content">
Forty-one.<br>I counted.</div><div class="signature">Ann was here</div></div></div></div>
<div id="p8" class="post"><div class="inner"><div class="postbody"><p class="author">by <strong>
<a class="username">Bo</a></strong> » Mon May 04, 2020 9:00 am</p><div class="content">Forty.</div>
</div></div></div></div>"""

ANN = "Ann Lee"
MORNING = "May 3, 2020 at 10:11 am"
MARKUPS = {
    "wordpress": (
        WORDPRESS,
        [
            Said(ANN, MORNING, "Forty-one.\n\nI counted."),
            Said("Bo", "May 4, 2020 at 9:00 am", "Forty.", 1),
        ],
    ),
    "kubrick": (
        KUBRICK,
        [
            Said(ANN, "May 3rd, 2020 at 10:11 am", "Forty-one.\n\nI counted."),
            Said("Bo", "May 4th, 2020 at 9:00 am", "Loose words,\nno paragraph."),
        ],
    ),
    "oldest wordpress": (OLDEST, [Said(ANN, "May 3, 2020 @ 10:11 am", "Forty-one.")]),
    "highlander": (HIGHLANDER, [Said(ANN, "3. Mai 2020 um 10:11", "Einundvierzig.")]),
    "terms": (
        TERMS,
        [
            Said(ANN, "3 May 2020, 10:11", "Forty-one.\n\nI counted."),
            Said("Bo", "4 May 2020, 9:00", "Forty.", 1),
            Said("Cem", "5 May 2020, 9:30", "Thirty-nine."),
        ],
    ),
    "blogger": (
        BLOGGER,
        [
            Said(ANN, "May 3, 2020 at 10:11 AM", "Forty-one."),
            Said("Anonymous", "May 4, 2020 at 9:00 AM", "Forty."),
        ],
    ),
    "disqus, static": (
        DISQUS_STATIC,
        [Said(ANN, None, "Forty-one."), Said("Bo", None, "Forty.", 1)],
    ),
    "disqus, noscript": (NOSCRIPT, [Said(ANN, None, "Forty-one.")]),
    "disqus, rendered": (
        DISQUS,
        [
            Said(ANN, "Sunday, May 3, 2020 10:11 AM", "Forty-one."),
            Said("Bo", "Sunday, May 3, 2020 10:11 AM", "Forty.", 1),
            Said("Cem", "Sunday, May 3, 2020 10:11 AM", "No."),
        ],
    ),
    "spip": (
        SPIP,
        [
            Said(ANN, "3 mai 2020 à 10:11", "Quarante et un."),
            Said("Bo", "4 mai à 09:00", "Quarante.", 1),
        ],
    ),
    "spip, titled": (SPIP_TITLED, [Said(ANN, "3 mai 2020 à 10:11", "Quarante et un.")]),
    "date below": (DATE_BELOW, [Said(ANN, "3 May 2020, 10:11", "Forty-one.\n\nI counted.")]),
    "pingbacks": (
        PINGBACKS,
        [
            Said("Elsewhere", None, "Elsewhere", None, True),
            Said("Nowhere", MORNING, "[…] forty boats […]", None, True),
            Said("Third page", None, "» Third page - […] boats […]", None, True),
        ],
    ),
    "drupal": (
        DRUPAL,
        [Said(ANN, "Sun, 05/03/2020 - 10:11", "Forty-one boats."), Said("Bo", None, "Forty.", 1)],
    ),
    "microdata": (
        MICRODATA,
        [Said(ANN, "3 May 2020", "Forty-one."), Said("Bo", None, "Forty.", 1)],
    ),
    "board": (
        BOARD,
        [
            Said(ANN, "Sun May 03, 2020 10:11 am", "Forty-one.\nI counted."),
            Said("Bo", "Mon May 04, 2020 9:00 am", "Forty."),
        ],
    ),
}


@pytest.mark.parametrize("markup", MARKUPS)
def test_a_comment_has_its_words_author_date_and_parent_in(markup: str) -> None:
    thread, expected = MARKUPS[markup]
    assert said(page(thread)) == expected


@pytest.mark.parametrize("markup", MARKUPS)
def test_no_button_or_header_is_prose_of_the_article_in(markup: str) -> None:
    article, _ = read(page(MARKUPS[markup][0]))
    assert len(words(article, BlockKind.PARAGRAPH)) == 2


def test_the_same_comment_twice_is_kept_twice() -> None:
    once = '<li class="comment" id="comment-7"><cite class="fn">Ann</cite><p>Forty-one.</p></li>'
    assert said(page(f"<ol class=commentlist>{once}{once}</ol>")) == [
        Said("Ann", None, "Forty-one."),
        Said("Ann", None, "Forty-one."),
    ]


def test_numbers_are_those_the_page_prints_else_a_count() -> None:
    item = "<li class=comment>{}<cite class=fn>Ann</cite><p>Forty-one.</p></li>"
    plain, printed = item.format(""), item.format('<a class="num" href="#c">#{}</a> ')
    for thread, expected in (
        (f"<ol class=comments>{plain}{plain}</ol>", [1, 2]),
        (f'<ol class=comments start="51">{plain}{plain}</ol>', [51, 52]),
        (f"<ol class=comments>{printed.format(17)}{printed.format(18)}</ol>", [17, 18]),
    ):
        article, _ = read(page(thread))
        assert [block.number for block in comments(article)] == expected


def test_a_comment_without_words_gives_its_answers_to_the_one_it_answers() -> None:
    item = (
        "<li class=comment id=comment-{}><cite class=fn>{}</cite>{}<ol class=children>{}</ol></li>"
    )
    inner = item.format(9, "Cem", "<p>Indeed.</p>", "")
    thread = item.format(7, "Ann", "<p>First.</p>", item.format(8, "Bo", "<img src=x>", inner))
    assert said(page(f"<ol class=commentlist>{thread}</ol>")) == [
        Said("Ann", None, "First."),
        Said("Cem", None, "Indeed.", 1),
    ]


def test_what_heads_the_comments_is_their_heading_whatever_its_element() -> None:
    article, _ = read(page(WORDPRESS, "<div><p class=titre>2 commentaires</p></div>"))
    assert words(article, BlockKind.COMMENTS_HEADING) == ["2 commentaires"]


def test_a_list_of_the_newest_comments_elsewhere_is_none_of_this_page() -> None:
    aside = (
        '<ul class="comments-latest"><li class="comment"><b class="author">Ann</b> '
        "<i class=date>3 May 2020</i><p>Forty-one.</p></li></ul>"
    )
    assert said(page(aside, "<h4>Latest comments</h4>")) == []


def test_teasers_with_dates_are_no_comments() -> None:
    teaser = "<div class=t><h3><a href=x>{}</a></h3><time>3 May 2020</time></div>"
    thread = "".join(teaser.format(t) for t in ("A boat came in", "A boat left the harbour"))
    assert said(page(thread, "<h2>Opinions</h2>")) == []
    assert said(page(f"<section class=discussion>{thread}</section>", "")) == []


@pytest.mark.parametrize(
    ("stamp", "date"),
    [
        ('<time datetime="2020-05-03T10:11">3 days ago</time>', "2020-05-03T10:11"),
        (
            '<abbr class="timeago" title="May 3, 2020 10:11 am">1 day ago</abbr>',
            "May 3, 2020 10:11 am",
        ),
        ('<a class="comment-date" title="3. Mai 2020">vor 3 Tagen</a>', "3. Mai 2020"),
        ('<i class="date" data-timestamp="1588500660">3 days ago</i>', "2020-05-03 10:11"),
        ('<i class="date" title="2020-05-03">3 May, 10:11</i>', "2020-05-03"),
        ('<i class="date" title="Link to this">3 days ago</i>', "3 days ago"),
        ('<time datetime="2020-05-03">3 May 2020</time>', "3 May 2020"),
    ],
)
def test_the_full_date_behind_a_printed_one_is_taken_where_that_lacks_it(
    stamp: str, date: str
) -> None:
    item = f'<li class="comment" id="comment-7"><b class="fn">Ann</b> {stamp}<p>Forty-one.</p></li>'
    (comment,) = said(page(f'<ol class="commentlist">{item}</ol>'))
    assert comment == Said("Ann", date, "Forty-one.")


def test_a_forums_header_before_its_post_belongs_to_it() -> None:
    post = """<div id="post-{0}" class="bbp-reply-header"><div class="bbp-meta">
    <span class="bbp-reply-post-date">May {0}, 2020 at 10:11 am</span>
    <a href="#post-{0}" class="bbp-reply-permalink">#{0}</a></div></div>
    <div class="post-{0} reply type-reply"><div class="bbp-reply-author"><a class="bbp-author-link">
    <span class="bbp-author-name">{1}</span></a><div class="bbp-author-role">Member</div></div>
    <div class="bbp-reply-content"><p>{2}</p></div></div>"""
    posts = post.format(11, "Ann Lee", "Forty-one.") + post.format(12, "Bo", "Forty, not more.")
    thread = f'<ul class="forums bbp-replies"><li class="bbp-body">{posts}</li></ul>'
    assert said(page(thread, heading="")) == [
        Said("Ann Lee", "May 11, 2020 at 10:11 am", "Forty-one."),
        Said("Bo", "May 12, 2020 at 10:11 am", "Forty, not more."),
    ]


def test_the_head_of_a_blogs_article_makes_no_comment_of_it() -> None:
    post = f"""<div class="post hentry"><h3>Boats in the harbour</h3><div class="post-header"><span
    class="when">May 3, 2020</span></div><div class="post-body entry-content">{PROSE}<br><br>{PROSE}
    </div></div><div class="comments" id="comments"><h4>No comments:</h4></div>"""
    article, _ = read(f"<html><title>Boats</title><body>{post}</body></html>")
    assert comments(article) == []
    kinds = {b.kind for b in article.blocks if PROSE[:40] in article.text[b.start : b.end]}
    assert kinds == {BlockKind.PARAGRAPH}


def test_what_an_article_quotes_before_a_heading_of_comments_is_no_comment_on_it() -> None:
    quoted = "".join(
        f"<blockquote><p>Forty boats, says the office, number {day}.</p>Ann, "
        f"<span class=date>May {day}, 2020</span></blockquote><p>{PROSE}</p><p>{PROSE}</p>"
        for day in range(3, 7)
    )
    box = f"<div class=entry>{quoted}<h3>Comments</h3><div class=box>Log in</div></div>"
    article, _ = read(f"<html><title>Boats</title><body><h1>Boats</h1>{box}</body></html>")
    assert comments(article) == []


def test_a_clock_left_over_behind_the_name_is_not_taken_for_the_words() -> None:
    item = """<li class="comment" id="comment-{0}"><div class="comment-author vcard"><p>{2}</p>
    <p><cite>Kommentar von <span class="fn">{1}</span> — 2019-01-0{0} @ <a href="#comment-{0}">00:39
    </a></cite><span class="reply"> | <a class="comment-reply-link">Antworten</a>
    </span></p></div>"""
    items = item.format(1, "Ann Lee", "Forty-one boats.") + item.format(2, "Bo", "Forty boats.")
    found = said(page(f"<ol id=commentlist>{items}</ol>"))
    assert [(one.author, one.words) for one in found] == [
        ("Ann Lee", "Forty-one boats."),
        ("Bo", "Forty boats."),
    ]


def test_letters_of_readers_are_comments() -> None:
    letter = """<div class="leserbrief"><div class="inner"><p><b>{0}</b> / 0{1}.05.2020</p>
    <p>{2}</p></div></div>"""
    letters = letter.format("Ann Lee", 3, "Forty-one.") + letter.format("Bo", 4, "Forty.")
    found = said(page(f'<div class="column comment_entries">{letters}</div>', heading=""))
    assert [(one.author, one.words) for one in found] == [
        ("Ann Lee", "Forty-one."),
        ("Bo", "Forty."),
    ]


def test_boxes_that_hold_a_paragraph_each_are_one_comment_with_its_header() -> None:
    item = (
        '<li class="comment" id="comment-{n}"><div id="div-comment-{n}" class="comment-body">'
        '<div class="comment-author vcard"><cite class="fn">{name}</cite> says:</div>'
        '<div class="comment-meta">May {n}, 2020 at 10:11 am</div>'
        '<div class="comment"><p>Forty-one.</p></div><div class="comment"><p>I counted.</p></div>'
        "</div></li>"
    )
    thread = "".join(item.format(n=n, name=name) for n, name in ((3, "Ann Lee"), (4, "Bo")))
    found = said(page(f'<div id="comments"><ol class="commentlist">{thread}</ol></div>'))
    assert [(one.author, one.words) for one in found] == [
        ("Ann Lee", "Forty-one.\n\nI counted."),
        ("Bo", "Forty-one.\n\nI counted."),
    ]


def test_a_list_of_a_blogs_articles_is_no_thread_though_it_is_called_posts() -> None:
    item = (
        '<li id="post-{n}" class="post-{n} post type-post hentry"><h2><a href="/{n}">Boats {n}</a>'
        '</h2><p class="date">May {n}, 2020 by Bo</p><div class="post"><p>{prose}</p></div></li>'
    )
    entries = "".join(item.format(n=n, prose=PROSE) for n in (3, 4, 5))
    article, _ = read(f'<html><title>May</title><body><ol id="posts">{entries}</ol></body></html>')
    assert comments(article) == []


def test_a_citation_called_author_names_the_author_whatever_else_it_is_called() -> None:
    thread = (
        '<ol class="commentlist"><li class="hentry" id="comment-7"><p><cite class="entry-title '
        'author"><a href="#">Ann Lee (harbour)</a></cite> said</p><small>May 3, 2020 at 10:11 am'
        '</small><div class="entry-content"><p>Forty-one.</p></div></li></ol>'
    )
    (found,) = said(page(thread))
    assert (found.author, found.words) == ("Ann Lee (harbour)", "Forty-one.")
