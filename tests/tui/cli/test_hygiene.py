"""What the command line loads, and how it ends when the world fails it."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tui.cli.output import tell
from tui.cli.root import COMMANDS, postil

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli

Process = Callable[..., "subprocess.Popen[bytes]"]


@pytest.mark.parametrize(
    "line", ["import tui.cli.root", "import tui.cli", "from tui.__main__ import main"]
)
def test_importing_the_command_line_loads_no_heavy_library(line: str) -> None:
    heavy = "{'textual', 'rich', 'store', 'msgspec', 'tinydb', 'platformdirs', 'tui.app'}"
    script = f"import sys\n{line}\nprint(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"


def test_the_help_is_printed_without_loading_a_command() -> None:
    script = (
        "import sys\nfrom tui.cli.root import postil\n"
        "try: postil.main(['--help'], prog_name='postil')\n"
        "except SystemExit: pass\n"
        "print({'store', 'msgspec', 'textual', 'tui.cli.adding'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.endswith(b"set()\n")
    assert all(name.encode() in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_explains_itself_and_takes_the_library(name: str) -> None:
    result = CliRunner().invoke(postil, [name, "--help"])
    assert result.exit_code == 0
    inner = {"codebook": ["show"], "config": ["show"], "orphans": ["list"]}.get(name, [])
    assert "--library" in CliRunner().invoke(postil, [name, *inner, "--help"]).output


def test_the_version_is_one_line(cli: Cli) -> None:
    assert cli("--version").stdout.startswith("postil ")


def test_an_unknown_command_is_wrong_use(cli: Cli) -> None:
    assert "No such command 'purify'" in cli.refused("purify")


def test_the_library_may_be_named_after_the_command(tmp_path: Path) -> None:
    other = tmp_path / "other"
    result = CliRunner().invoke(postil, ["articles", "--library", str(other)])
    assert result.exit_code == 0
    assert (other / "library.json").exists()


def test_the_library_may_come_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTIL_LIBRARY", str(tmp_path / "third"))
    assert CliRunner().invoke(postil, ["articles"]).exit_code == 0
    assert (tmp_path / "third" / "library.json").exists()


def test_a_library_that_is_a_file_is_told_in_one_line(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cli.library = tmp_path / "file"
    assert "Can't make the library folder" in cli.refused("articles")


@pytest.mark.parametrize("args", [[], ["read", "wall"]])
def test_the_screen_asks_for_a_terminal(cli: Cli, args: list[str]) -> None:
    assert "needs a terminal" in cli.refused(*args)


@pytest.mark.parametrize(
    ("args", "article", "plain"),
    [
        ([], None, False),
        (["read", "wall"], "wall", False),
        (["read", "wall", "--plain"], "wall", True),
    ],
)
def test_the_screen_opens_the_library_named(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, args: list[str], article: str | None, plain: bool
) -> None:
    opened: list[object] = []
    monkeypatch.setattr("tui.cli.session.is_terminal", lambda: True)
    monkeypatch.setattr(
        "tui.starting.run_screen", lambda folder, **options: opened.append((folder, options))
    )
    assert cli(*args).exit_code == 0
    options = {"named": True, "article": article, "who": "heron", "plain": plain, "tell": tell}
    assert opened == [(cli.library, options)]


def test_a_reader_that_closes_the_pipe_ends_the_command_quietly(
    cli: Cli, put: Callable[..., str], process: Process
) -> None:
    article = put("A long tale\n\n" + "All the words of it again. " * 40_000)
    running = process("--library", cli.library, "show", article, "--json")
    assert running.stdout is not None
    running.stdout.read(10)
    running.stdout.close()
    _, stderr = running.communicate()
    assert (running.returncode, stderr) == (1, b"")


def test_a_full_disk_behind_standard_output_is_told(cli: Cli, wall: str, process: Process) -> None:
    with Path("/dev/full").open("wb") as full:
        running = process("--library", cli.library, "show", wall, stdout=full)
        _, stderr = running.communicate()
    assert running.returncode == 1
    assert stderr == b"postil: Can't write to standard output: No space left on device.\n"


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_a_closed_stream_gives_no_traceback(
    cli: Cli, wall: str, process: Process, closed: int
) -> None:
    running = process("--library", cli.library, "show", wall, preexec_fn=lambda: os.close(closed))
    _, stderr = running.communicate()
    assert running.returncode == (1 if closed == 1 else 0)
    assert b"Traceback" not in stderr


def test_an_argument_that_is_not_utf8_is_shown_as_a_mark(cli: Cli, process: Process) -> None:
    running = process("--library", cli.library, "show", b"caf\xe9")
    _, stderr = running.communicate()
    assert running.returncode == 2
    assert stderr.decode().startswith("postil: No article has the id or title 'caf␦'")


def test_an_interrupt_ends_with_130(cli: Cli, process: Process) -> None:
    running = process("--library", cli.library, "apply", "-")
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"{}\n")
    running.stdin.flush()
    running.stdout.readline()
    running.send_signal(signal.SIGINT)
    _, stderr = running.communicate()
    assert running.returncode == 130
    assert b"Traceback" not in stderr


def test_a_fault_of_our_own_is_one_line_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("boom\nboom")

    monkeypatch.setattr("store.library.Library.__init__", fail)
    runner = CliRunner().invoke(postil, ["articles"])
    assert runner.exit_code == 2
    assert runner.stderr.splitlines() == [
        "postil: This is a fault in Postil, please report it: RuntimeError: boom boom"
    ]


def test_an_export_on_a_terminal_cannot_act_on_it(
    cli: Cli, put: Callable[..., str], process: Process
) -> None:
    put("A title\n\nRed \x1b[31m and \x9b31m and \u202e turned.")
    master, slave = pty.openpty()
    running = process("--library", cli.library, "export", stdout=slave)
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(master)
    running.communicate()
    text = shown.decode()
    assert "A title" in text
    assert not {"\x1b", "\x9b", "\u202e"} & set(text)


@pytest.mark.parametrize("args", [["--help"], ["show", "--help"], ["--version"], ["formats"]])
def test_what_click_prints_fails_like_all_else_where_standard_output_is_closed(
    process: Process, args: list[str]
) -> None:
    running = process(*args, preexec_fn=lambda: os.close(1))
    _, stderr = running.communicate()
    assert running.returncode == 1
    assert stderr == b"postil: Can't write to standard output: it is closed.\n"


@pytest.mark.parametrize(
    "args",
    [["show", "w" * 50_000], ["tag", "wall", "quote", "--start", "9" * 5_000], ["\n" * 50_000]],
)
def test_a_message_quotes_no_more_of_an_argument_than_is_read(cli: Cli, args: list[str]) -> None:
    said = cli.refused(*args)
    assert len(said) < 1_500
    assert said.endswith((".", "`"))


@pytest.mark.parametrize("name", ["codebook", "config", "orphans"])
def test_a_command_of_several_says_which_there_are(cli: Cli, name: str) -> None:
    said = cli.refused(name)
    assert said.startswith("postil: Say which command: ")
    assert len(said) < 100


def test_an_interrupt_while_texts_are_awaited_ends_with_130(process: Process) -> None:
    running = process("suggest", "-", "--json")
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b'{"id":1,"text":"No one came."}\n')
    running.stdin.flush()
    assert running.stdout.readline().startswith(b'{"id":1,')
    running.send_signal(signal.SIGINT)
    assert running.wait() == 130  # with its input still open
    _, stderr = running.communicate()
    assert stderr.strip() == b""


@pytest.mark.parametrize("part", ["click", "tui.cli.output", "tui.untrusted"])
def test_an_interrupt_while_the_program_loads_ends_it_without_a_traceback(part: str) -> None:
    script = (
        "import os, signal, sys\n"
        "from tui.__main__ import main\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {part!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "sys.argv[1:] = ['articles']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")
