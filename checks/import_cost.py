"""
The front door opens at once: `import touchline` loads nothing heavy, and `--help` neither.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

IMPORT = "import touchline"
HELP = "import sys; sys.argv = ['touchline', '--help']; from touchline.cli.main import main; main()"

#: Milliseconds on the machine that the project is measured on; the second with Python's own start.
IMPORT_MS, HELP_MS = 60, 150

#: What Python alone takes to start there; a slower or busier machine is allowed as much more.
BARE_MS = 20

#: The best of so many counts, since other programs only ever make one slower.
TRIES = 7

#: How often all is timed again before anything is called slow.
ROUNDS = 3

HEAVY = [
    "budoux", "click", "duckdb", "fastapi", "icu4py", "narwhals", "numpy", "pandas", "polars",
    "pyarrow", "pydantic", "pyphen", "resvg_py", "typst", "uharfbuzz", "uvicorn", "yaml",
]  # fmt: skip
LIGHT_HELP = {"click"}


def faults(root: Path) -> Iterator[str]:
    """
    Measure both doors and list what they load.

    Args:
        root: The top of the project.

    Yields:
        One line per heavy library and per budget that is exceeded.
    """
    has_help = (root / "src" / "touchline" / "cli" / "main.py").exists()
    doors: list[tuple[str, str, set[str]]] = [(IMPORT, IMPORT, set())]
    if has_help:
        doors.append(("--help", HELP, LIGHT_HELP))
    for title, code, may in doors:
        ended, libraries = loaded(code)
        if ended != 0:
            yield f"{title} ends with {ended}"
            return
        yield from (f"{title} loads {library}" for library in libraries if library not in may)
    yield from _slow(HELP if has_help else None)


def _slow(helped: str | None) -> list[str]:
    """
    List the doors that open too slowly; a busy moment is given two more chances.
    """
    best: dict[str, float] = {}
    found: list[str] = []
    for _ in range(ROUNDS):
        for code, span in best_ms(["pass", IMPORT, *([helped] if helped else [])]).items():
            best[code] = min(span, best.get(code, span))
        bare = best["pass"]
        slower = max(1.0, bare / BARE_MS)
        budgets = [(IMPORT, best[IMPORT] - bare, IMPORT_MS * slower)]
        if helped:
            budgets.append(("--help", best[helped], HELP_MS * slower))
        found = [
            f"{title} takes {taken:.0f} ms, at most {most:.0f}"
            for title, taken, most in budgets
            if taken > most
        ]
        if not found:
            break
    return found


def loaded(code: str) -> tuple[int, list[str]]:
    """
    Run a program and list the heavy libraries that it has loaded when it ends.

    Args:
        code: The program.

    Returns:
        Its exit code and the names of the libraries.
    """
    ask = (
        f"import atexit, sys\natexit.register(lambda: print(*sys.modules, file=sys.stderr))\n{code}"
    )
    run = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    modules = set(run.stderr.split())
    return run.returncode, [library for library in HEAVY if library in modules]


def best_ms(codes: list[str]) -> dict[str, float]:
    """
    Time programs from their start to their end, in turn, so that a slow moment meets all of them.

    Args:
        codes: The programs.

    Returns:
        The shortest of several runs of each, in milliseconds.
    """
    spans: dict[str, list[float]] = {code: [] for code in codes}
    for _ in range(TRIES):
        for code in codes:
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)
            spans[code].append(time.perf_counter() - start)
    return {code: min(taken) * 1000 for code, taken in spans.items()}
