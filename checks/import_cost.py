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
    bare = best_ms("pass")
    slower = max(1.0, bare / BARE_MS)
    imported = best_ms(IMPORT) - bare
    if imported > IMPORT_MS * slower:
        yield f"{IMPORT} takes {imported:.0f} ms, at most {IMPORT_MS * slower:.0f}"
    if has_help:
        helped = best_ms(HELP)
        if helped > HELP_MS * slower:
            yield f"--help takes {helped:.0f} ms, at most {HELP_MS * slower:.0f}"


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


def best_ms(code: str) -> float:
    """
    Time a program from its start to its end.

    Args:
        code: The program.

    Returns:
        The shortest of several runs, in milliseconds.
    """
    spans = []
    for _ in range(TRIES):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)
        spans.append(time.perf_counter() - start)
    return min(spans) * 1000
