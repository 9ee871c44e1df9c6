"""
Compare engines on logs of several sizes and keep what was found.

    python -m venv /tmp/rivals && /tmp/rivals/bin/pip install \
        -r benchmarks/engine/rivals/requirements.txt
    python -m benchmarks.engine --rivals /tmp/rivals/bin/python --folder /tmp/events 1 5 20 100
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.__main__ import RESULTS, processor
from benchmarks.engine.asked import ASKED
from benchmarks.engine.data import invent

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ABOUT = (
    "Invented customers, twelve events each on average, forty activities, ninety days; the file "
    "holds them in random order. Every engine first makes what it works on: a compiled log here, "
    "a table sorted by customer and time elsewhere. Then each question is asked once to warm up "
    "and seven times, of which the fastest counts, since other programs only ever make one "
    "slower; what takes more than four seconds is asked once. Every question here runs in a "
    "process of its own and gives its whole answer, with medians and intervals; the others count. "
    "All use all processors. Answers are compared before the times are kept. Rows in stored order "
    "are right only as long as a table hands out its rows as they lie, which SQL does not "
    "promise. Memory is all that was resident, mapped files included."
)

RIVALS: Mapping[str, tuple[str, int]] = {
    "DuckDB": ("duckdb_sql", 100),
    "ClickHouse": ("clickhouse", 100),
    "Polars": ("polars_frame", 20),
    "pm4py": ("pm4py_frame", 5),
    "retentioneering": ("retentioneering_frame", 5),
    "ChannelAttribution": ("channel_attribution", 5),
}

_RESULT = RESULTS / "engine.json"
_ROOT = Path(__file__).parents[2]
_MILLION = 1_000_000


def compiled(events: Path, folder: Path) -> dict[str, Any]:
    """
    Compile a file as a user does.

    Args:
        events: The file.
        folder: Where the log shall lie; what lies there is compiled anew.

    Returns:
        The row of results.
    """
    shutil.rmtree(folder, ignore_errors=True)
    command = [sys.executable, "-m", "touchline", "compile", str(events), "-o", str(folder)]
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    seconds = time.perf_counter() - start
    kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"what": "compile", "seconds": seconds, "answer": None, "peak_mb": round(kib / 1024)}


def asked(folder: Path, name: str, *, one_processor: bool = False) -> dict[str, Any]:
    """
    Ask one question here, in a new process.

    Args:
        folder: The compiled log.
        name: The row.
        one_processor: Use only one.

    Returns:
        The row of results.
    """
    command = [sys.executable, "-m", "benchmarks.engine.asked", str(folder), name]
    environment = os.environ | ({"ONE_PROCESSOR": "1"} if one_processor else {})
    ran = subprocess.run(command, capture_output=True, check=True, text=True, env=environment)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def fresh(folder: Path, question: Sequence[str]) -> float:
    """
    Time a question on the command line, from nothing to its answer.

    Args:
        folder: The compiled log.
        question: Its name and its options.

    Returns:
        The fastest of three runs, in seconds.
    """
    command = [sys.executable, "-m", "touchline", "ask", question[0], str(folder), *question[1:]]
    spent = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([*command, "--json"], capture_output=True, check=True)
        spent.append(time.perf_counter() - start)
    return min(spent)


def rival(python: str, script: str, events: Path) -> Iterator[dict[str, Any]]:
    """
    Ask another engine all it can answer.

    Args:
        python: The interpreter of its environment.
        script: The program.
        events: The file.

    Yields:
        One row a question.

    Raises:
        RuntimeError: The program did not end well.
    """
    command = [python, "-m", f"benchmarks.engine.rivals.{script}", str(events)]
    ran = subprocess.run(command, capture_output=True, check=False, text=True, cwd=_ROOT)
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    for line in ran.stdout.splitlines():
        if line.startswith('{"what"'):
            yield json.loads(line)


def of_size(millions: int, folder: Path, python: str | None) -> Iterator[dict[str, Any]]:
    """
    Compare the engines on one log.

    Args:
        millions: How many million events it has, about.
        folder: Where files may lie.
        python: The interpreter of the others; None to leave them out.

    Yields:
        One row a question.

    Raises:
        ValueError: The engines do not agree.
    """
    events, log = folder / f"events-{millions}.parquet", folder / f"log-{millions}"
    if not events.exists():
        invent(events, millions * _MILLION)
    ready = compiled(events, log)
    theirs = {
        name: {row["what"]: row for row in rival(python, script, events)}
        for name, (script, most) in RIVALS.items()
        if python and millions <= most
    }
    prepared = {
        engine: {**row, "seconds": row["prepared"]}
        for engine, rows in theirs.items()
        for row in rows.values()
        if "prepared" in row
    }
    yield {"events": millions, **ready, "others": times(prepared)}
    for name in ("read", *ASKED):
        row = asked(log, name)
        found = {
            engine: rows[name]
            for engine, rows in theirs.items()
            if (name in rows and agree(row, rows[name]))
        }
        alone = asked(log, name, one_processor=True)["seconds"] if millions == _GROWN else None
        yield {"events": millions, **row, "alone_seconds": alone, "others": times(found)}
    ordered = {
        f"{engine}, {name}": row
        for engine, rows in theirs.items()
        for name, row in rows.items()
        if name.endswith("stored order")
    }
    for name, row in ordered.items():
        yield {"events": millions, "what": name, "seconds": row["seconds"], "others": {}}
    yield {"events": millions, "what": "first answer of a new process", **_first(log)}


#: The size at which one processor is compared with all.
_GROWN = 20


def _first(log: Path) -> dict[str, Any]:
    return {"seconds": fresh(log, ["transitions"]), "others": {}}


def agree(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """
    Refuse to compare the times of engines that do not give the same answer.

    Args:
        ours: What was found here.
        theirs: What another engine found; None where it does not say.

    Returns:
        True.

    Raises:
        ValueError: They differ.
    """
    if theirs["answer"] is not None and not _is_same(ours["answer"], theirs["answer"]):
        raise ValueError(f"{ours['what']}: {ours['answer']!r} is not {theirs['answer']!r}")
    return True


def _is_same(ours: Any, theirs: Any) -> bool:
    """
    Compare answers; a median between two values may be rounded to a microsecond.
    """
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(_is_same, ours, theirs))
    return bool(abs(ours - theirs) < 1)


def times(found: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """
    Keep of the rows of other engines what is shown.

    Args:
        found: One row an engine.

    Returns:
        Seconds and memory of each.
    """
    return {
        engine: {"seconds": row["seconds"], "peak_mb": row["peak_mb"]}
        for engine, row in found.items()
    }


def packages(python: str | None) -> dict[str, str]:
    """
    Name what was compared.

    Args:
        python: The interpreter of the others.

    Returns:
        Versions by package.
    """
    here = {name: version(name) for name in ("numba", "numpy", "pyarrow")}
    if python is None:
        return here
    code = (
        "import importlib.metadata as m, json;"
        "print(json.dumps({n: m.version(n) for n in "
        "('chdb', 'duckdb', 'polars', 'pm4py', 'retentioneering', 'ChannelAttribution')}))"
    )
    ran = subprocess.run([python, "-c", code], capture_output=True, check=True, text=True)
    others: dict[str, str] = json.loads(ran.stdout)
    return here | others


def _rows_of_other_sizes(sizes: Sequence[int]) -> list[dict[str, Any]]:
    """
    Keep what was found of sizes that are not timed now: each size is a run of its own.
    """
    if not _RESULT.exists():
        return []
    before = json.loads(_RESULT.read_text(encoding="utf-8"))["rows"]
    return [row for row in before if row["events"] not in sizes]


def main() -> int:
    """
    Compare the engines and write the result.

    Returns:
        The exit code.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("millions", nargs="*", type=int, default=[1])
    parser.add_argument("--rivals", help="the interpreter of an environment with the others")
    parser.add_argument("--folder", type=Path, required=True, help="where files may lie")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    rows = _rows_of_other_sizes(given.millions)
    for millions in given.millions:
        for row in of_size(millions, given.folder, given.rivals):
            row.pop("answer", None)
            rows.append(row)
            print(json.dumps(row), flush=True)
    rows.sort(key=lambda row: row["events"])
    result = {
        "name": "Engine",
        "about": ABOUT,
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, "
        f"{processor()}",
        "python": platform.python_version(),
        "packages": packages(given.rivals),
        "rows": rows,
    }
    text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
    _RESULT.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
