"""
No module of ours needs itself by a detour when it is imported.
"""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import grimp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def faults(root: Path, package: str = "touchline") -> Iterator[str]:
    """
    Find one circle of imports, if there is any.

    What a module names only for its annotations is no need of it, so those imports do not count.

    Args:
        root: The top of the project; the package is found on Python's own path.
        package: The package whose modules are looked at.

    Yields:
        At most one line, with the circle.
    """
    del root
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    needs = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        circle: list[str] = found.args[1]
        yield "a circle of imports: " + " ← ".join(circle)
