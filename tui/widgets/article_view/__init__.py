"""The article view: an article laid out, marked and read by keyboard or mouse."""

from tui.widgets.article_view.marks import Mark
from tui.widgets.article_view.view import ArticleView

__all__ = ["ArticleView", "Mark"]
