"""The `postil` command. Its help comes from a table; a subcommand is imported when it is run."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from tui.cli.session import Session

COMMANDS: dict[str, tuple[str, str]] = {
    "add": ("adding", "Add files, folders, standard input or addresses."),
    "annotations": ("annotations", "List annotations, all or filtered."),
    "apply": ("applying", "Carry out changes given as JSON Lines."),
    "articles": ("articles", "List the articles."),
    "backup": ("copying", "Write the whole library into one file."),
    "codebook": ("codebook", "Show, load or save the codebook: kinds, attributes, codes."),
    "config": ("configuring", "Show and check the settings: keys, colours, reading aids."),
    "doctor": ("doctoring", "Check the library's files and records, and mend them."),
    "edit": ("editing", "Change an annotation."),
    "export": ("exporting", "Write annotations and their articles in a format."),
    "formats": ("exporting", "List the formats of export and import."),
    "history": ("undoing", "List who changed what and when."),
    "import": ("importing", "Take in an export."),
    "link": ("editing", "Link an annotation to another."),
    "orphans": ("reanchoring", "Annotations of imports that found no sure place."),
    "purge": ("purging", "Remove sensitive records for good, from history and backups too."),
    "read": ("reading", "Open an article on the screen."),
    "reanchor": ("reanchoring", "Move annotations to another version of their article."),
    "redo": ("undoing", "Repeat what was undone last."),
    "remove": ("removing", "Remove annotations or articles; undo brings them back."),
    "restore": ("copying", "Bring back what a backup holds."),
    "search": ("searching", "Find words in the texts of all articles."),
    "show": ("showing", "Print one article."),
    "state": ("editing", "Mark an article new, begun or done."),
    "stats": ("statistics", "Count articles, words, annotations, codes."),
    "suggest": ("suggesting", "Propose quotations, entities, acronyms and claims."),
    "tag": ("tagging", "Tag a stretch of an article."),
    "undo": ("undoing", "Undo the library's last steps."),
}
"""Each command with the module of this package that holds it, and its line in the help."""


def _choose_library(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.ensure_object(Session).given = value


def _library_option() -> click.Option:
    return click.Option(
        ["--library"],
        metavar="PATH",
        expose_value=False,
        callback=_choose_library,
        help="The library's folder.",
    )


def _with_library_option(command: click.Command) -> click.Command:
    """*command* (and what a group holds) taking --library after its name, too."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _with_library_option(inner)
    elif all("--library" not in parameter.opts for parameter in command.params):
        command.params.append(_library_option())
    return command


class LazyGroup(click.Group):
    """A group that knows its commands' names and help, and imports one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, sorted."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, from its module's attribute `<name>_command`."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"tui.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return _with_library_option(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run, print what went wrong as one line, and exit with 0, 1, 2 or 130."""
        from tui.cli.running import run

        extra["standalone_mode"] = False
        sys.exit(run(lambda: super(LazyGroup, self).main(*args, **extra)))


def _print_version(context: click.Context, _: click.Parameter, value: bool) -> None:
    if not value or context.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"postil {version('postil')}")
    except PackageNotFoundError:
        click.echo("postil (not installed)")
    context.exit()


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--library",
    metavar="PATH",
    envvar="POSTIL_LIBRARY",
    help="The library's folder [environment: POSTIL_LIBRARY].",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the version and exit.",
)
@click.pass_context
def postil(context: click.Context, library: str | None) -> int | None:
    """Read articles in the terminal and tag quotes, entities and claims.

    Without a command, the article list opens. ARTICLE is an id, the beginning of one, or a part
    of a title. Results are on standard output, messages on standard error; the exit code is 0,
    1 when something failed and the rest was done, or 2.
    """
    session = context.obj = Session(library)
    if context.invoked_subcommand is None:
        session.open_screen(None)
    return None
