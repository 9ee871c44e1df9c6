"""
Run every benchmark, or those that are named, and keep what they found.

    make bench                        all of them
    python -m benchmarks questions    one of them
"""

from __future__ import annotations

import json
import platform
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from benchmarks._timing import timed

HERE = Path(__file__).parent
RESULTS = HERE / "results"
#: Libraries that decide how long things take.
LIBRARIES = ("duckdb", "narwhals", "numpy", "pyarrow", "pydantic", "pyyaml", "uharfbuzz")


def subjects() -> list[str]:
    """
    List what can be timed.

    Returns:
        The names of the files that declare works, sorted and without `bench_`.
    """
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    return [name for name in names if hasattr(import_module(f"benchmarks.bench_{name}"), "works")]


def main(chosen: list[str]) -> int:
    """
    Time the chosen subjects and write a result for each.

    Args:
        chosen: Their names; none means all.

    Returns:
        The exit code.
    """
    RESULTS.mkdir(exist_ok=True)
    for name in chosen or subjects():
        bench = import_module(f"benchmarks.bench_{name}")
        rows = []
        for work in bench.works():
            row = timed(work)
            rows.append(row)
            print(f"{row['ms']:9.1f} ms {row['yardsticks']:8.2f} yardsticks  {row['what']}")
        result = {
            "name": name.replace("_", " ").capitalize(),
            "about": " ".join(bench.ABOUT.split()),
            "machine": f"{platform.system()} {platform.machine()}, {processor()}",
            "python": platform.python_version(),
            "packages": {library: version(library) for library in LIBRARIES},
            "rows": rows,
        }
        text = json.dumps(result, indent=2, ensure_ascii=False) + "\n"
        (RESULTS / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
    print(f"kept in {RESULTS.relative_to(HERE.parent)}; `make docs` puts them on their page")
    return 0


def processor() -> str:
    """
    Name the processor.

    Returns:
        What the system calls it.
    """
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    named = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
