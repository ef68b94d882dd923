"""An imported article's record: apart from the importers, for everything that opens needs it."""

from __future__ import annotations

from store.model import Article, BlockKind, Imported, article_id, now, sha256
from store.text import count_words


def record_of(imported: Imported) -> Article:
    """The record of an imported article, as it is stored."""
    return Article(
        id=article_id(imported),
        title=imported.title,
        source=imported.source,
        text_sha256=sha256(imported.text),
        words=count_words(imported.text),
        comments=sum(block.kind is BlockKind.COMMENT for block in imported.blocks),
        site=imported.site,
        byline=imported.byline,
        date=imported.date,
        language=imported.language,
        sample=imported.sample,
        similar_to=imported.similar_to,
        modified=imported.source.imported or now(),
    )
