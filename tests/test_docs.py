"""The documentation says what there is, and there is what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sample_articles import paths
from store.exporters.registry import FORMATS
from store.importers.registry import SUFFIXES
from tests.readme_tables import with_tables
from tui.cli.root import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- end -->", README, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_key_tables_are_those_of_the_commands() -> None:
    assert with_tables(README) == README, "python tests/readme_tables.py writes them"


def test_every_command_is_in_the_readme_and_every_one_there_exists() -> None:
    named = set(re.findall(r"`postil ([a-z]+)", section("commands")))
    assert named == set(COMMANDS)


def test_every_format_is_in_the_readme_as_it_is() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| (.+?) \| (\w+) \| (\w+) \|$", section("formats"), re.M)
    assert rows == [
        (f.name, f.title, "yes", "yes" if f.read is not None else "no") for f in FORMATS
    ]


def test_every_suffix_that_is_read_is_named_in_the_readme() -> None:
    for suffix in SUFFIXES:
        assert f"`{suffix}`" in README


def test_the_picture_is_there_and_is_the_programs_own() -> None:
    picture = (ROOT / "postil.svg").read_text(encoding="utf-8")
    assert "(postil.svg)" in README
    assert "Annotations" in picture and "Mavrell" in picture


def test_every_sample_is_described_and_every_description_has_a_sample() -> None:
    described = (ROOT / "sample_articles" / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| (\d\d-[\w.-]+) \|", described, re.M)
    assert named == [path.name for path in paths()]
    assert len(named) >= 12
    assert {path.suffix for path in paths()} == {".txt", ".md", ".html"}


@pytest.mark.parametrize("package", ["store", "tui", "tui/screens", "tui/screens/reading"])
def test_the_house_names_every_room(package: str) -> None:
    house = CONTRIBUTING.split("```")[1]
    rooms = {path.stem for path in (ROOT / package).glob("*.py")} - {"__init__", "__main__"}
    rooms |= {path.name for path in (ROOT / package).iterdir() if (path / "__init__.py").exists()}
    assert not {room for room in rooms if not re.search(rf"\b{room}\b", house)}


def test_make_explains_every_target_the_documents_name() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make (\w+)`", README + CONTRIBUTING)):
        assert re.search(rf"^{target}:.*## ", makefile, re.M), target
