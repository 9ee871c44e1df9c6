"""
What bringing records and files together did, told at the terminal.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from touchline.cli._command import reader
from touchline.cli._plain import harmless
from touchline.i18n import translate
from touchline.workspace.syncing import OUTCOMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.errors import TouchlineError
    from touchline.workspace.syncing import Sync


def tell_faults(faults: Iterable[TouchlineError]) -> None:
    """
    Tell which files could not be read.

    Args:
        faults: What is the matter with each.
    """
    for fault in faults:
        sys.stderr.write(harmless(fault.told(reader())) + "\n")


def synced_text(found: Sync) -> str:
    """
    Tell what was done with each record, and how many are the same on both sides.

    Args:
        found: What was done.

    Returns:
        The lines.
    """
    language = reader()
    lines = []
    for outcome in OUTCOMES[:-1]:
        for one in found.of(outcome):
            words = translate(f"sync.{outcome}", language, key=one.key, file=one.file)
            lines.append(harmless(words))
    counts = {"n": len(found.of("same")), "total": len(found.records)}
    lines.append(translate("sync.same", language, **counts))
    return "\n".join(lines) + "\n"


def synced_record(found: Sync) -> dict[str, Any]:
    """
    Say the same for a program.

    Args:
        found: What was done.

    Returns:
        Plain data.
    """
    language = reader()
    changed = [one for one in found.records if one.outcome != "same"]
    return {
        "records": [{"key": one.key, "outcome": one.outcome, "file": one.file} for one in changed],
        "same": len(found.of("same")),
        "faults": [{"at": fault.at, "message": fault.told(language)} for fault in found.faults],
    }
