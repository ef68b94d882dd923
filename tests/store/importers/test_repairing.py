from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.conftest import Cli, cli, settings_folder

__all__ = ["cli", "settings_folder"]
SOUND = "Séance du conseil à Nantes : « le port ferme », a dit Zoé.\n\nÉtienne doute encore.\n"
MISREAD = SOUND.encode().decode("cp1252", "replace")


@pytest.mark.parametrize("ending", ["txt", "md", "html"])
def test_a_misread_text_is_told_and_repaired_beside_the_first_when_asked(
    cli: Cli, tmp_path: Path, ending: str
) -> None:
    page = f"<html><body><p>{MISREAD}</p></body></html>" if ending == "html" else MISREAD
    path = tmp_path / f"seance.{ending}"
    path.write_text(page, encoding="utf-8")
    told = cli("add", str(path))
    assert "--repair" in told.stderr and len(cli.rows("articles", "--json")) == 1
    (first, second) = cli.rows("add", str(path), "--repair", "--json")
    assert (first["status"], second["status"]) in {("unchanged", "similar"), ("unchanged", "added")}
    one, two = cli.row("show", first["id"], "--json"), cli.row("show", second["id"], "--json")
    assert "SÃ©ance" in one["text"] and "Séance du conseil à Nantes" in two["text"]
    assert one["source"]["sha256"] == two["source"]["sha256"]
    assert two["source"]["charset_how"] == "repaired"
    assert cli("doctor").exit_code == 0
    (cli.library / "articles" / str(second["id"]) / "text").unlink()
    assert cli("doctor", "--repair").exit_code == 0
    assert cli.row("show", second["id"], "--json") == two


@pytest.mark.parametrize(
    "odd", ["SÃ©ance du conseil, santÃ©, libertÃ©", "It&#8217;s our town&#8217;s and &#8211;"]
)
def test_what_shows_that_a_text_was_misread_is_quoted_and_not_a_sound_sign_before_it(
    cli: Cli, tmp_path: Path, odd: str
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(f"All of this is sound … and more of it comes here. {odd}\n", encoding="utf-8")
    assert odd[:12] in cli("add", str(path)).stderr


def test_a_sound_text_is_no_matter_of_repair(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "sound.txt").write_text(SOUND, encoding="utf-8")
    assert "--repair" not in cli("add", str(tmp_path / "sound.txt")).stderr
    assert len(cli.rows("add", "--repair", str(tmp_path / "sound.txt"), "--json")) == 1


ESCAPED = "It&#8217;s the harbour&#8217;s turn &amp;ndash; or nobody&rsquo;s, says Ann &amp; Bo."


@pytest.mark.parametrize("ending", ["txt", "html"])
def test_references_that_were_escaped_twice_are_told_and_put_right_when_asked(
    cli: Cli, tmp_path: Path, ending: str
) -> None:
    page = ESCAPED + "\n"
    if ending == "html":
        twice = ESCAPED.replace("&", "&amp;")
        page = f"<p>{twice}</p><p>Written <code>&amp;eacute;</code> and &amp;lt;b&amp;gt;.</p>"
    path = tmp_path / f"turn.{ending}"
    path.write_text(page, encoding="utf-8")
    assert "--repair" in cli("add", str(path)).stderr
    (_, second) = cli.rows("add", str(path), "--repair", "--json")
    text = cli.row("show", second["id"], "--json")["text"]
    assert "It’s the harbour’s turn – or nobody’s, says Ann & Bo." in text
    assert ending == "txt" or "Written &eacute; and &lt;b&gt;." in text


def test_a_page_on_character_references_is_no_matter_of_repair(cli: Cli, tmp_path: Path) -> None:
    shown = " ".join(f"<code>&amp;{name};</code>" for name in ("eacute", "ndash", "rsquo", "copy"))
    path = tmp_path / "references.html"
    path.write_text(f"<h1>References</h1><p>Write {shown} and see what comes.</p>")
    assert "--repair" not in cli("add", str(path)).stderr
    assert len(cli.rows("add", "--repair", str(path), "--json")) == 1
