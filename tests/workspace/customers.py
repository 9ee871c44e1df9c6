"""
Twenty-two customers of a small shop, of whom everything is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.eventlog.log import EventLog
from touchline.sources import compile_log

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.compiled.log import CompiledLog

#: Twelve who pay, eight of them from Bonn; ten who only look, all of them from Ulm.
BUYERS = tuple(f"b{i:02}" for i in range(12))
LOOKERS = tuple(f"l{i:02}" for i in range(10))


def town(case: str) -> str:
    """
    Say where a customer lives.
    """
    return "Bonn" if case in BUYERS[:8] else "Ulm"


def shop_events() -> list[tuple[str, str, str]]:
    """
    List what happened: buyers visit and pay within two days; lookers look and compare at once.
    """
    events = []
    for case in BUYERS:
        events += [(case, "visit", "2026-01-01T09:00Z"), (case, "pay", "2026-01-03T09:00Z")]
    for case in LOOKERS:
        events += [
            (case, "visit", "2026-01-02T10:00Z"),
            (case, "look", "2026-01-02T11:00Z"),
            (case, "compare", "2026-01-02T12:00Z"),
        ]
    return events


def shop_log() -> EventLog:
    """
    Build the log with the towns of the customers.
    """
    towns = {case: {"town": town(case)} for case in (*BUYERS, *LOOKERS)}
    return EventLog.from_events(shop_events(), case_attributes=towns)


def write_shop(folder: Path) -> tuple[Path, Path]:
    """
    Write the same as files.

    Returns:
        The events, and the table of customers.
    """
    events, customers = folder / "shop.csv", folder / "customers.csv"
    lines = ["case,activity,timestamp", *map(",".join, shop_events())]
    events.write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = ["case,town", *(f"{case},{town(case)}" for case in (*BUYERS, *LOOKERS))]
    customers.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return events, customers


def compiled_shop(folder: Path) -> CompiledLog:
    """
    Compile the same log.
    """
    events, customers = write_shop(folder)
    return compile_log(events, folder / "shop.log", cases=customers)
