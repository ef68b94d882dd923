"""`codebook show`, `load` and `save`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from store.library import Library
from store.model import Code
from store.recoding.codes import add_code

if TYPE_CHECKING:
    from tests.tui.cli.conftest import Cli


def book(*codes: dict[str, object]) -> str:
    return json.dumps({"format": "postil-codebook", "version": 1, "codes": codes})


def names(cli: Cli) -> list[str]:
    return [code["name"] for code in cli.row("codebook", "show", "--json")["codes"]]


def test_a_codebook_is_loaded_as_one_step_that_says_what_changed(cli: Cli) -> None:
    file = book({"name": "harm", "key": "h", "colour": "red"}, {"name": "shot", "parent": "harm"})
    assert cli("codebook", "load", "-", stdin=file).stdout == "codes added: harm, shot.\n"
    shown = cli("codebook", "show").stdout
    assert "    harm (key h, red)\n      shot\n" in shown
    row = cli.row("codebook", "load", "-", "--json", stdin=book({"name": "harm", "key": "k"}))
    assert (row["codes_added"], row["codes_changed"]) == ([], ["harm"])
    assert cli("codebook", "load", "-", stdin=book({"name": "harm", "key": "k"})).stdout == (
        "Nothing changed.\n"
    )
    cli("undo")
    cli("undo")
    assert names(cli) == []


def test_what_is_saved_and_loaded_elsewhere_is_saved_as_the_same_bytes(
    cli: Cli, tmp_path: Path
) -> None:
    with Library(cli.library) as library:
        for name in ("b", "a\u202e", "Ω"):
            library.coding.recode(add_code(Code(name=name, colour="#123456")))
    file = tmp_path / "book.json"
    assert "Wrote the codebook" in cli("codebook", "save", str(file)).stderr
    here, cli.library = cli.library, tmp_path / "elsewhere"
    cli("codebook", "load", str(file))
    assert cli("codebook", "save", "-").stdout_bytes == file.read_bytes()
    cli.library = here


def test_the_codebook_of_an_export_can_be_loaded(cli: Cli, wall: str, tmp_path: Path) -> None:
    cli("tag", wall, "quote", "--start", "0", "--end", "3", "--code", "people")
    export = tmp_path / "all.json"
    cli("export", "-o", str(export))
    cli.library = tmp_path / "elsewhere"
    assert cli("codebook", "load", str(export)).stdout == "codes added: people.\n"


def test_replacing_refuses_to_drop_a_code_in_use(cli: Cli, wall: str) -> None:
    cli("tag", wall, "quote", "--start", "0", "--end", "3", "--code", "people")
    assert "people" in cli.refused("codebook", "load", "-", "--replace", stdin=book())
    cli("undo")
    cli("codebook", "load", "-", stdin=book({"name": "old"}))
    result = cli("codebook", "load", "-", "--replace", stdin=book({"name": "new"}))
    assert result.stdout == "codes added: new; codes removed: old.\n"


def test_a_wrong_file_is_refused_in_a_line(cli: Cli, tmp_path: Path) -> None:
    assert "not whole JSON" in cli.refused("codebook", "load", "-", stdin="{")
    assert "parent 'b'" in cli.refused(
        "codebook", "load", "-", stdin=book({"name": "a", "parent": "b"})
    )
    assert "Can't read" in cli.refused("codebook", "load", str(tmp_path / "none.json"))
    assert "no folder" in cli.refused("codebook", "save", str(tmp_path / "none" / "x.json"))


def test_no_name_breaks_the_lines_of_what_is_printed_nor_runs_out_of_sight(
    cli: Cli, tmp_path: Path
) -> None:
    codes = [{"name": f"c{n}", "parent": f"c{n - 1}" if n else None} for n in range(300)]
    codes.append({"name": "x\n    fake (key q)\x1b[2J", "description": "a\nb"})
    file = tmp_path / "theirs.json"
    file.write_text(json.dumps({"format": "postil-codebook", "version": 1, "codes": codes}))
    assert cli("codebook", "load", str(file)).stdout.count("\n") == 1
    lines = cli("codebook", "show").stdout.splitlines()
    assert max(map(len, lines)) < 200
    assert any(line.endswith(" c299") for line in lines)
    assert "    x     fake (key q)␛[2J: a b" in lines


def test_a_codebook_that_is_imported_is_led_to_the_command_that_takes_it(
    cli: Cli, tmp_path: Path
) -> None:
    cli("codebook", "save", tmp_path / "book.json")
    assert "`postil codebook load` takes it in" in cli.refused("import", tmp_path / "book.json")
