"""
How long the front door takes to open.
"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

from benchmarks._timing import Work

if TYPE_CHECKING:
    from collections.abc import Iterator

ABOUT = "Programs from their start to their end, Python's own start included."

_HELP = "from touchline.cli.main import main; main(['--help'])"


def works() -> Iterator[Work]:
    """
    Start Python alone, with the package, and with the list of verbs.

    Yields:
        Pieces of work.
    """
    for what, code, budget in (
        ("Python alone", "pass", None),
        ("`import touchline`", "import touchline", None),
        ("`touchline --help`", _HELP, 150.0),
    ):
        yield Work(what=what, do=partial(_run, code), budget_ms=budget, is_program=True)


def _run(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, check=True)
