"""`postil read`: an article on the screen."""

from __future__ import annotations

import click

from tui.cli.session import Session


@click.command("read")
@click.argument("article")
@click.option("--plain", is_flag=True, help="As plain text from top to bottom, told in words.")
@click.pass_obj
def read_command(session: Session, article: str, plain: bool) -> None:
    """Open ARTICLE on the screen."""
    session.open_screen(article, plain=plain)
