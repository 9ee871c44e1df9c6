"""
What comes back into a map from a table that was made from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from touchline.document.closed import plain
from touchline.document.diff import diff
from touchline.document.edits import InsertItem, RemoveItem, SetField, place_of
from touchline.document.merge import Conflict, merge
from touchline.document.tree import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.model.map import JourneyMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """
    The changes that people made in a table, brought into the map as it is now.

    Args:
        before: The map as it is now.
        journey: The map with the changes.
        edits: What makes the one of the other.
        conflicts: Where the map was changed meanwhile and keeps its own.
        left_out: What of the table was not taken, with its cell.
        is_changed_since: The map is no longer the one that the table was made from.
        cells: Where each thing was changed in the table, by what it is, its id and its field.
    """

    before: JourneyMap
    journey: JourneyMap
    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...] = ()
    left_out: tuple[Diagnostic, ...] = ()
    is_changed_since: bool = False
    cells: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def cell_of(self, change: Edit | Conflict) -> str:
        """
        Name the cell of the table in which a change was made.

        Args:
            change: One of the edits or conflicts.

        Returns:
            Such as `Map!C7`; empty when it follows from another change.
        """
        if isinstance(change, SetField | Conflict):
            kind, name = _named(address(change.at))
            top = change.field[0] if change.field else ""
            return self.cells.get((kind, name, top)) or self.cells.get((kind, name, ""), "")
        kind, name = _named(address(place_of(change)))
        found = self.cells.get((kind, name, ""), "")
        if not found and isinstance(change, InsertItem | RemoveItem) and change.kind == "cell":
            cards = change.item.get("cards")
            ids = (
                [one.get("id") for one in cards if isinstance(one, dict)]
                if isinstance(cards, list)
                else []
            )
            found = next(
                (self.cells[key] for one in ids if (key := ("card", str(one), "")) in self.cells),
                "",
            )
        return found


def _named(parts: tuple[str, ...]) -> tuple[str, str]:
    kind, *names = parts or ("map",)
    return kind, "/".join(names)


def returned(
    base: JourneyMap,
    changed: JourneyMap,
    onto: JourneyMap,
    *,
    cells: Mapping[tuple[str, str, str], str],
    left_out: tuple[Diagnostic, ...] = (),
) -> Returned:
    """
    Bring the changes of a table into the map as it is now.

    Args:
        base: The map from which the table was made.
        changed: The same with the changes of the table.
        onto: The map as it is now.
        cells: Where each thing was changed in the table.
        left_out: What was not taken.

    Returns:
        The changes, and where they did not go together with those of the map.
    """
    if plain(onto) == plain(base):
        return Returned(
            before=onto, journey=changed, edits=diff(onto, changed), left_out=left_out, cells=cells
        )
    merged = merge(base, onto, changed)
    return Returned(
        before=onto,
        journey=merged.journey,
        edits=diff(onto, merged.journey),
        conflicts=merged.conflicts,
        left_out=left_out,
        is_changed_since=True,
        cells=cells,
    )
