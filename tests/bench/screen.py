"""How fast the screen is, as ratios against an empty Textual app in the same run.

`make bench` runs this. Machines are noisy: runs alternate, medians are compared, and only the
ratios mean anything. Nothing here passes or fails.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.terminal import Terminal, postil  # noqa: E402 (the path comes first)

ROUNDS = 5
PRESSES = 15
EMPTY = [sys.executable, str(Path(__file__).with_name("empty_app.py"))]

Figures = dict[str, list[float]]


def news_page(words: int) -> str:
    """A made-up news page of about *words* words."""
    line = "The committee heard that the bridge at Osk had been closed without notice again. "
    paragraph = line * 4 + "\n\n"
    return "A Bridge Is Closed\n\nThe River Paper\n\n" + paragraph * max(1, words // 56)


def measure(
    command: list[str], ready: str, keys: dict[str, str], figures: Figures, env: dict[str, str]
) -> None:
    """Start *command* once; add its start-up time and the median time of each key, in ms.

    Of several keys only the last one is timed.
    """
    with Terminal(command, columns=120, rows=40, env=env) as terminal:
        figures.setdefault("ready", []).append(1000 * terminal.wait_for(ready))
        terminal.settle()
        for name, key in keys.items():
            times = []
            for _ in range(PRESSES):
                before, _, pressed = key.rpartition(" ")
                if before:
                    terminal.press(*before.split())
                times.append(terminal.time_key(pressed, seconds=0.5))
                if times[-1] is None:  # the end of the article: nothing moves any more
                    break
            known = [time for time in times if time is not None]
            if known:
                figures.setdefault(name, []).append(statistics.median(known))
        figures.setdefault("memory", []).append(resident(terminal.pid))


def resident(pid: int) -> float:
    """Resident memory of a process in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def report(rows: list[tuple[str, float, float, str]]) -> None:
    """Print a table: what, ours, the peer's, the ratio, the goal."""
    print(f"{'measure':<44}{'Postil':>10}{'peer':>10}{'ratio':>8}  goal")
    for name, ours, peer, goal in rows:
        print(f"{name:<44}{ours:>10.1f}{peer:>10.1f}{ours / peer:>8.2f}  {goal}")


def main() -> None:
    """Measure and print."""
    middle: Callable[[list[float]], float] = statistics.median
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "library")
        home = {"HOME": folder, "POSTIL_ANNOTATOR": "bench"}
        for name, words in (("small", 800), ("large", 300_000)):
            source = Path(folder) / f"{name}.txt"
            source.write_text(news_page(words).replace("A Bridge", f"The {name} Bridge", 1))
            command = postil("--library", library, "add", str(source))
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        small: Figures = {}
        large: Figures = {}
        peer: Figures = {}
        keys = {"j": "j", "pgdn": "pgdn"}
        for _ in range(ROUNDS):
            measure(EMPTY, "Ready", {"echo": "j"}, peer, home)
            opening = postil("--library", library, "read", "The small Bridge")
            measure(opening, "committee heard.*saved", keys | {"tag": ") c"}, small, home)
            opening = postil("--library", library, "read", "The large Bridge")
            measure(opening, "committee heard.*saved", keys, large, home)
        help_times: Figures = {}
        for _ in range(ROUNDS):
            for name, command in (
                ("help", postil("--help")),
                ("click", [sys.executable, "-c", "import click"]),
            ):
                start_stop = _time(command)
                help_times.setdefault(name, []).append(start_stop)
    echo = middle(peer["echo"])
    report(
        [
            ("ready, 5 KB article (ms)", middle(small["ready"]), middle(peer["ready"]), "≤ 1.25"),
            ("ready, 2 MB article (ms)", middle(large["ready"]), middle(peer["ready"]), "≤ 1.35"),
            ("j, 5 KB (ms; peer: echo of a key)", middle(small["j"]), echo, "≤ 2"),
            ("PgDn, 5 KB (ms; peer: echo)", middle(small["pgdn"]), echo, "≤ 2"),
            ("PgDn, 2 MB (ms; peer: 5 KB)", middle(large["pgdn"]), middle(small["pgdn"]), "≤ 1.1"),
            ("tag painted (ms; peer: echo)", middle(small["tag"]), echo, "≤ 1.3"),
            ("memory, 5 KB (MiB)", middle(small["memory"]), middle(peer["memory"]), "≤ 1.3"),
            (
                "postil --help (ms; peer: import click)",
                middle(help_times["help"]),
                middle(help_times["click"]),
                "≤ 1.5",
            ),
        ]
    )


def _time(command: list[str]) -> float:
    import time

    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
