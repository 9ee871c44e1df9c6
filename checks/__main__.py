"""
Run the checks that are named, or all of them, and fail when one finds something.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent

#: What the set-up runs before there is anything to check.
NOT_A_RULE = {"machine"}


def rules() -> list[str]:
    """
    List the checks there are.

    Returns:
        Their names in sorted order.
    """
    found = (file.stem for file in HERE.glob("*.py") if not file.stem.startswith("_"))
    return sorted(set(found) - NOT_A_RULE)


def main(chosen: list[str], root: Path = HERE.parent) -> int:
    """
    Print what the checks find.

    Args:
        chosen: Names of checks; none means all.
        root: The top of the project.

    Returns:
        The exit code: 1 when there is a fault, else 0.
    """
    found = 0
    for name in chosen or rules():
        for fault in import_module(f"checks.{name}").faults(root):
            print(f"{name}: {fault}")
            found += 1
    print("checks: every rule is kept" if found == 0 else f"checks: {found} to mend")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
