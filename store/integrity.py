"""What must hold between records: an annotation has its article, a link its other end."""

from __future__ import annotations

from collections.abc import Sequence

from store.annotations import Annotations
from store.articles import Articles
from store.entries import Operation
from store.table_names import ANNOTATIONS, ARTICLES


def objection(
    operations: Sequence[Operation], articles: Articles, annotations: Annotations
) -> str | None:
    """Why a reversal that was just made can't stand: it would leave an annotation without
    article, or a link without its other end. None where it can.
    """
    last = {(operation.table, operation.key): operation for operation in operations}
    for operation in last.values():
        row = operation.new
        old = operation.old or {}
        gone = str(old.get("id"))
        if operation.table == ARTICLES and row is None and annotations.count(gone):
            return f"article {gone} (“{old.get('title')}”) has annotations. Remove them first."
        if operation.table != ANNOTATIONS:
            continue
        if row is None:
            if annotations.linking_to(gone):
                return f"other annotations link to {gone}. Remove these links first."
            continue
        if row["article"] not in articles:
            return f"article {row['article']} was removed since."
        for link in row.get("links", ()):
            if link["to"] not in annotations:
                return f"annotation {link['to']}, which it links to, was removed since."
    return None
