"""How fast the screen is, as ratios against an empty Textual app, less and vim in the same run.

`make bench` runs this; `--quick` takes a library of 5,000 annotations instead of 100,000. Machines
are noisy: runs alternate, medians are compared, and only the ratios mean anything. Nothing here
passes or fails.
"""

from __future__ import annotations

import compileall
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from store.library import Library  # noqa: E402 (the path comes first)
from store.model import Annotation  # noqa: E402
from tests.terminal import Terminal, postil  # noqa: E402

ROUNDS = 5
PRESSES = 15
LETTERS = 10_000_000
SPANS = 10_000
EMPTY = [sys.executable, str(Path(__file__).with_name("empty_app.py"))]
COLUMNS, ROWS = 120, 40
TEXT_ROWS, TEXT_COLUMNS = 38, 75
"""Where the article's text is, above the bars and left of the panel."""
WAIT = 1.5
"""Seconds after the first paint, in which suggestions come: keys are timed behind them."""
RARE = "zeppelin"

Figures = dict[str, list[float]]


def news_page(letters: int, name: str) -> str:
    """A made-up news page of about so many letters; the last paragraph holds a rare word."""
    line = "The committee heard that the bridge at Osk had been closed without notice again. "
    paragraph = line * 4 + "\n\n"
    body = paragraph * max(1, letters // len(paragraph))
    return f"The {name} Bridge Is Closed\n\nThe River Paper\n\n{body}A {RARE} was seen.\n"


def fill(folder: Path, annotations: int) -> int:
    """A library `small`, a page of 4.6 KB with 90 annotations; one `long`, a page of 10 MB with as
    many; and one `large`: another such page with `SPANS` annotations, and others' up to so many
    *annotations*.

    Returns the size in bytes of the long text.
    """
    sizes = {"small": 4_600, "long": LETTERS, "large": LETTERS, "other": 400_000}
    for name, letters in sizes.items():
        source = folder / f"{name}.txt"
        source.write_text(news_page(letters, name), encoding="utf-8")
        library = str(folder / ("large" if name == "other" else name))
        command = postil("--library", library, "add", str(source))
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    wanted = {"small": 90, "long": 90, "large": SPANS, "other": max(0, annotations - SPANS)}
    for library in ("small", "long", "large"):
        _tag(folder / library, wanted)
    return (folder / "large.txt").stat().st_size


def _tag(library: Path, wanted: dict[str, int]) -> None:
    with Library(library, who="bench") as opened:
        for article in opened.articles.all():
            count = next(n for name, n in wanted.items() if f"The {name} " in article.title)
            step = max(1, (len(opened.articles.text(article.id)) - 200) // max(1, count))
            opened.store_all(_drafts(opened, article.id, count, step), "fill")


def _drafts(library: Library, article: str, count: int, step: int) -> Iterator[Annotation]:
    for number in range(count):
        start = 60 + number * step
        yield library.draft(article, "claim", [(start, start + 30)])


def measure(command: list[str], ready: str, keys: dict[str, str], figures: Figures) -> None:
    """Start *command* once; add its start-up time, and of each key the medians of its time to
    stillness and to the first change among the cells of the text (`first`), both in ms, of the
    bytes that it sends, and of the CPU time in ms that it costs.

    Of several keys only the last one is timed, each name from the beginning of the text on.
    """
    with Terminal(command, columns=COLUMNS, rows=ROWS) as terminal:
        figures.setdefault("ready", []).append(1000 * terminal.wait_for(ready, seconds=120))
        terminal.settle()
        time.sleep(WAIT)
        terminal.settle()
        figures.setdefault("memory", []).append(resident(terminal.pid))
        for name, key in keys.items():
            terminal.press("g", "g")
            taken: Figures = {}
            for _ in range(PRESSES):
                *before, pressed = key.split()
                terminal.press(*before)
                terminal.settle()
                held, cpu = len(terminal.written), cpu_ms(terminal.pid)
                took = terminal.time_change(pressed, TEXT_ROWS, TEXT_COLUMNS, seconds=0.5)
                if took is None:  # the end of the article: nothing moves any more
                    break
                terminal.settle()
                taken.setdefault(name, []).append(took[1])
                taken.setdefault(f"{name} bytes", []).append(len(terminal.written) - held)
                taken.setdefault(f"{name} cpu", []).append(cpu_ms(terminal.pid) - cpu)
                if took[0] is not None:
                    taken.setdefault(f"{name} first", []).append(took[0])
            if name == "tag":  # the next round tags the same words
                terminal.press(*["u"] * len(taken[name]))
            for what, values in taken.items():
                figures.setdefault(what, []).append(statistics.median(values))


def find(command: list[str], ready: str, figures: Figures) -> None:
    """Search the rare word at the end of the long article, from its beginning, once."""
    with Terminal(command, columns=COLUMNS, rows=ROWS) as terminal:
        terminal.wait_for(ready, seconds=120)
        terminal.settle()
        time.sleep(WAIT)
        terminal.press("/")
        came = terminal.time_until(RARE + "\r", f"A {RARE} was")
        assert came is not None, terminal.text
        figures.setdefault("find", []).append(came)


def resident(pid: int) -> float:
    """Resident memory of a process in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_ms(pid: int) -> float:
    """CPU time of a process so far, all threads, in ms (the scheduler's own clock)."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6


def report(rows: list[tuple[str, float, float, str]]) -> None:
    """Print a table: what, ours, the peer's, the ratio, the goal."""
    print(f"{'measure':<58}{'Postil':>10}{'peer':>10}{'ratio':>8}  goal")
    for name, ours, peer, goal in rows:
        print(f"{name:<58}{ours:>10.1f}{peer:>10.1f}{ours / peer:>8.2f}  {goal}", flush=True)


def main() -> None:
    """Measure and print."""
    for part in ("tui", "store"):  # as an installation has it
        compileall.compile_dir(ROOT / part, quiet=2)
    annotations = 5_000 + SPANS if "--quick" in sys.argv else 100_000
    with tempfile.TemporaryDirectory() as folder:
        text_bytes = fill(Path(folder), annotations)
        small: Figures = {}
        large: Figures = {}
        long: Figures = {}
        peer: Figures = {}
        pagers: dict[str, Figures] = {}
        finds: Figures = {}
        vim_finds: Figures = {}
        keys = {"j": "j", "pgdn": "pgdn"}
        text = str(Path(folder) / "large.txt")
        others = {
            name: command
            for name, command in (
                ("less", ["less", text]),
                ("vim", ["vim", "-u", "NONE", "-i", "NONE", text]),
            )
            if shutil.which(name)
        }
        opening = {
            name: postil("--library", str(Path(folder) / name), "read", f"The {name} Bridge")
            for name in ("small", "long", "large")
        }
        for _ in range(ROUNDS):
            measure(EMPTY, "Ready", {"echo": "j"}, peer)
            measure(opening["small"], "committee heard", keys | {"tag": ") c"}, small)
            measure(opening["long"], "committee heard", {}, long)
            measure(opening["large"], "committee heard", keys, large)
            find(opening["large"], "committee heard", finds)
            for name, command in others.items():
                measure(command, "committee heard", keys, pagers.setdefault(name, {}))
            if "vim" in others:
                find(others["vim"], "committee heard", vim_finds)
        help_times = _help_times()
    _print_all(
        small=small,
        large=large,
        long=long,
        peer=peer,
        finds=finds,
        vim_finds=vim_finds,
        help_times=help_times,
        text_bytes=text_bytes,
    )
    middle = statistics.median
    for name, figures in pagers.items():
        shown = ", ".join(f"{key} {middle(times):.1f}" for key, times in figures.items())
        print(f"for comparison, {name} on 10 MB (ms; memory MiB): {shown}")


def _print_all(
    *,
    small: Figures,
    large: Figures,
    long: Figures,
    peer: Figures,
    finds: Figures,
    vim_finds: Figures,
    help_times: Figures,
    text_bytes: int,
) -> None:
    middle = statistics.median
    echo, ready = middle(peer["echo"]), middle(peer["ready"])
    beyond = middle(long["memory"]) - middle(small["memory"])
    rows = [
        ("ready, 4.6 KB (ms; peer: empty app)", middle(small["ready"]), ready, "≤ 1.25"),
        ("ready, 10 MB, 10,000 spans (ms)", middle(large["ready"]), ready, "≤ 1.35"),
        ("j, 4.6 KB (ms; peer: empty app's echo)", middle(small["j"]), echo, "≤ 2"),
        ("PgDn, 4.6 KB (ms; peer: echo)", middle(small["pgdn"]), echo, "≤ 2"),
        ("j, 10 MB (ms; peer: 4.6 KB)", middle(large["j"]), middle(small["j"]), "≤ 1.1"),
        ("PgDn, 10 MB (ms; peer: 4.6 KB)", middle(large["pgdn"]), middle(small["pgdn"]), "≤ 1.1"),
        *(
            (f"{told}, {size} (peer: echo)", middle(ours[name]), middle(peer[f"echo {unit}"]), "")
            for size, ours in (("4.6 KB", small), ("10 MB", large))
            for key, called in (("j", "j"), ("pgdn", "PgDn"))
            for unit, what in (("cpu", "CPU ms"), ("bytes", "bytes"))
            for name, told in [(f"{key} {unit}", f"{what} for {called}")]
        ),
        (
            "tagged words marked (ms; peer: echo, likewise)",
            middle(small["tag first"]),
            middle(peer["echo first"]),
            "≤ 1.3",
        ),
        ("tag, to stillness and saved (ms; peer: echo)", middle(small["tag"]), echo, ""),
        (
            "memory, 4.6 KB (MiB; peer: empty app)",
            middle(small["memory"]),
            middle(peer["memory"]),
            "≤ 1.3",
        ),
        (
            "memory, 10 MB beyond 4.6 KB (MiB; peer: the text)",
            beyond,
            text_bytes / 2**20,
            "text + 60 MiB",
        ),
        (
            "the same with 10,000 spans and the whole library (MiB)",
            middle(large["memory"]) - middle(small["memory"]),
            text_bytes / 2**20,
            "",
        ),
    ]
    if vim_finds:
        ours, vims = middle(finds["find"]), middle(vim_finds["find"])
        rows.append(("find at the end of 10 MB (ms; peer: vim)", ours, vims, "≤ 0.3"))
    help_, click = middle(help_times["help"]), middle(help_times["click"])
    rows.append(("postil --help (ms; peer: import click)", help_, click, "≤ 1.5"))
    report(rows)


def _help_times() -> Figures:
    figures: Figures = {}
    for _ in range(ROUNDS):
        for name, command in (
            ("help", postil("--help")),
            ("click", [sys.executable, "-c", "import click"]),
        ):
            start = time.perf_counter()
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
            figures.setdefault(name, []).append(1000 * (time.perf_counter() - start))
    return figures


if __name__ == "__main__":
    main()
