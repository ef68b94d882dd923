"""`postil read`: an article on the screen."""

from __future__ import annotations

import click

from tui.cli.session import Session


@click.command("read")
@click.argument("article")
@click.pass_obj
def read_command(session: Session, article: str) -> None:
    """Open ARTICLE on the screen."""
    session.open_screen(article)
