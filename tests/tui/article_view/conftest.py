"""An article with furniture and comments."""

from __future__ import annotations

import pytest

from store.model import Block, BlockKind
from tests.tui.article_view.samples import article


@pytest.fixture
def comments() -> tuple[str, tuple[Block, ...]]:
    """A paragraph, furniture, and three comments, the second an answer to the first."""
    return article(
        (BlockKind.PARAGRAPH, "Words before. More words."),
        (BlockKind.BOILERPLATE, "Share\nPrint"),
        (BlockKind.COMMENTS_HEADING, "3 comments"),
        (BlockKind.COMMENT_META, "1. Ana, Monday"),
        (BlockKind.COMMENT, "First said.", {"author": "Ana", "number": 1, "date": "Monday"}),
        (BlockKind.COMMENT, "Answered.", {"number": 2, "parent": "b4"}),
        (BlockKind.COMMENT, "Last.", {"author": "Eve", "number": 3}),
    )
