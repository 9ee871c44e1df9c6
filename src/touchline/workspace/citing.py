"""
How what research brought to light becomes evidence in maps.

An item of research is kept once, as a record; a card of a map that rests on it holds a short copy
as evidence, which names the item and can be made anew from it at any time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from touchline.document.acts import add_card, set_field
from touchline.document.closed import plain
from touchline.document.edits import EditRefused, apply
from touchline.document.read import journey_of, load
from touchline.document.tree import things
from touchline.document.write import dump
from touchline.errors import InputError
from touchline.lanes import LANES
from touchline.location import Location
from touchline.measuring.measured import MeasuredMap
from touchline.model.experience import Feeling, PainPoint, Scored
from touchline.model.structure import Scale
from touchline.model.work.item import Item
from touchline.model.work.study import Study
from touchline.workspace.records import plain_record, record_from, record_of
from touchline.workspace.research import evidence_of, studies

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from touchline.document.edits import Edit
    from touchline.document.tree import Plain
    from touchline.model.map import JourneyMap
    from touchline.model.structure import Card, Cell, Evidence, Lane
    from touchline.workspace.workspace import Workspace

#: How bad a pain point is (R-037).
_SEVERITIES = Scale(low=1, high=3)


class Unplaceable(InputError):
    """
    What was learned cannot stand where it was put.
    """

    @classmethod
    def measured(cls, item: str, lane: str) -> Unplaceable:
        """
        Build the error for a lane that is filled from a log.

        Args:
            item: The id of the item.
            lane: The id of the lane.

        Returns:
            The error.
        """
        return cls(at=item, reason="measured", lane=lane)

    @classmethod
    def unscored(cls, item: str, lane: str) -> Unplaceable:
        """
        Build the error for an item without a score in a lane of scores.

        Args:
            item: The id of the item.
            lane: The id of the lane.

        Returns:
            The error.
        """
        return cls(at=item, reason="unscored", lane=lane)


class NoConsent(InputError):
    """
    Somebody's own words shall leave the workspace, and nobody says that this was agreed to.
    """


@dataclass(frozen=True, slots=True)
class Spot:
    """
    A place as an item names it.

    Args:
        map: The id of the map.
        at: What is meant in it; the empty location for the whole map.
    """

    map: str
    at: Location

    @classmethod
    def parse(cls, place: str) -> Spot:
        """
        Read a place.

        Args:
            place: Such as `onboarding/card:p3`.

        Returns:
            The place.
        """
        name, _, rest = place.partition("/")
        return cls(name, Location.parse(rest))

    @property
    def is_backed(self) -> bool:
        """
        It names something that evidence can stand behind.
        """
        kind = self.at.parts[-1][0] if self.at.parts else ""
        return kind in {"lane", "card", "persona"}

    def __str__(self) -> str:
        return f"{self.map}/{self.at}" if self.at.parts else self.map


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """
    Items that stand behind cards.

    Args:
        items: The items, which know their places now.
        before: The map as it was.
        edits: What was changed in it; none for a place that only sorts the item.
        file: The map's file.
    """

    items: tuple[Item, ...]
    before: JourneyMap
    edits: tuple[Edit, ...]
    file: Path


def citing(
    journey: JourneyMap, item: Item, evidence: Evidence, at: Location
) -> tuple[tuple[Edit, ...], Location]:
    """
    Put an item behind a card, or into a cell as a card of its own.

    In a lane of scores the item's score becomes that of the card that tells of the same people.

    Args:
        journey: The map.
        item: The item.
        evidence: What `evidence_of` says of it.
        at: A card, a persona, or a cell as step and lane; other places change nothing.

    Returns:
        The edits, and where the evidence stands then.

    Raises:
        EditRefused: There is no such place.
        Unplaceable: The lane is measured, or wants a score that the item lacks.
        NoConsent: The card would say somebody's own words, which may not leave.
    """
    step, lane = at.id_of("step"), at.id_of("lane")
    if step is not None and lane is not None:
        return _into_cell(journey, item, evidence, lane=lane, step=step)
    if not at.parts or at.parts[-1][0] not in {"card", "persona"}:
        _require(journey, at)
        return (), at
    edits = list(_with_evidence(journey, at, evidence))
    found = next((one for one in journey.cards() if one[2].id == at.id_of("card")), None)
    if found is not None and item.score is not None:
        edits += _rescored(journey, found[0], found[2], item)
    return tuple(edits), at


def _into_cell(
    journey: JourneyMap, item: Item, evidence: Evidence, *, lane: str, step: str
) -> tuple[tuple[Edit, ...], Location]:
    row = next((one for one in journey.lanes if one.id == lane), None)
    if row is None:
        raise EditRefused.gone(Location.of(("lane", lane)))
    kind = LANES[row.kind]
    if kind.is_measured:
        raise Unplaceable.measured(item.id, lane)
    is_scored = issubclass(kind.card, Scored)
    if is_scored and item.score is None:
        raise Unplaceable.unscored(item.id, lane)
    fitting = _fitting(_cell_at(journey, row, step), item, is_scored=is_scored)
    if fitting is not None:
        return citing(journey, item, evidence, Location.of(("card", fitting.id)))
    card: Plain = {}
    if is_scored:
        card |= _score_fields(item, row, kind.card)
    else:
        if item.quote and evidence.quote is None:
            # The title of a quote mostly is the quote.
            raise NoConsent(at=item.id, study=str(evidence.source.plain()))
        words = item.quote if row.kind == "thoughts" and item.quote else item.title
        card["text"] = words.plain()
    edits = add_card(journey, lane, step, card | {"evidence": [_plain(evidence)]})
    made = apply(journey, edits)
    new = next(one for _, _, one in made.cards() if any(e.item == item.id for e in one.evidence))
    return edits, Location.of(("card", new.id))


def _cell_at(journey: JourneyMap, lane: Lane, step: str) -> Cell | None:
    order = {one.id: n for n, one in enumerate(journey.steps)}
    if step not in order:
        raise EditRefused.gone(Location.of(("step", step)))
    for cell in lane.cells:
        if order[cell.at] <= order[step] <= order[cell.through or cell.at]:
            return cell
    return None


def _fitting(cell: Cell | None, item: Item, *, is_scored: bool) -> Card | None:
    """
    Find the card of a cell that already tells the same.
    """
    cards = cell.cards if cell is not None else ()
    for card in cards:
        if any(evidence.item == item.id for evidence in card.evidence):
            return card
    if is_scored:
        alike = (card for card in cards if getattr(card, "persona", None) == item.persona)
        return next(alike, None)
    words = item.title.plain()
    return next((card for card in cards if card.text.plain() == words), None)


def _require(journey: JourneyMap, at: Location) -> None:
    """
    Refuse a step that the map does not have.
    """
    step = at.id_of("step")
    if step is not None and step not in {one.id for one in journey.steps}:
        raise EditRefused.gone(at)


def _with_evidence(journey: JourneyMap, at: Location, evidence: Evidence) -> Iterator[Edit]:
    """
    Add a piece of evidence, or bring the one that names the same item up to date.
    """
    before = _evidence_at(journey, at)
    new = _plain(evidence)
    if any(one.get("item") == evidence.item for one in before):
        after = [new if one.get("item") == evidence.item else one for one in before]
    else:
        after = [*before, new]
    if after != before:
        yield set_field(journey, at, "evidence", after)


def _evidence_at(journey: JourneyMap, at: Location) -> list[Plain]:
    kind, name = at.parts[-1]
    for thing in things(plain(journey)):
        if thing.kind == kind and thing.item.get("id") == name:
            return list(thing.item.get("evidence", ()))
    raise EditRefused.gone(at)


def _plain(evidence: Evidence) -> Plain:
    return evidence.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _score_fields(item: Item, lane: Lane, kind: type[Card]) -> dict[str, Any]:
    """
    Say the fields of a scored card as the item has them; what it lacks is None.
    """
    scale = item.scale
    is_own = scale is not None and scale != lane.scale
    fields: dict[str, Any] = {"score": item.score}
    if is_own and scale is not None:
        fields["scale"] = scale.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if issubclass(kind, Feeling):
        fields |= {"low": item.low, "high": item.high}
    if item.persona is not None:
        fields["persona"] = item.persona
    return {name: value for name, value in fields.items() if value is not None}


def _rescored(journey: JourneyMap, lane: Lane, card: Card, item: Item) -> Iterator[Edit]:
    """
    Give a card the score of an item, its range and its bounds.
    """
    at = Location.of(("card", card.id))
    if isinstance(card, PainPoint) and item.score is not None and item.scale == _SEVERITIES:
        severity = round(item.score)
        if severity != card.severity:
            yield set_field(journey, at, "severity", severity)
    if not isinstance(card, Scored):
        return
    fields = _score_fields(item, lane, type(card))
    names = ["score", "scale", *(["low", "high"] if isinstance(card, Feeling) else [])]
    for name in names:
        edit = set_field(journey, at, name, fields.get(name))
        if getattr(edit, "was", None) != getattr(edit, "value", None):
            yield edit


def cite(workspace: Workspace, item_id: str, place: str, *, author: str = "") -> Citation:
    """
    Make an item of research evidence in a map: the map's file is written, and the item knows it.

    Args:
        workspace: The workspace.
        item_id: The id of the item.
        place: Where: `MAP/card:ID`, `MAP/step:ID/lane:ID`, `MAP/persona:ID`; or `MAP/step:ID` or
            `MAP`, which only sort the item.
        author: Who does it.

    Returns:
        What was changed.

    Raises:
        UnknownRecord: There is no such item, study or map.
        EditRefused: There is no such place in the map.
        Unplaceable: The item cannot stand there.
        UnusableRecord: The place is none.
    """
    item = workspace.get(Item, item_id)
    record_from(Item, {**plain_record(item), "places": [place]}, at=item_id)
    return cite_all(workspace, Spot.parse(place).map, ((item, place),), author=author)


def cite_all(
    workspace: Workspace,
    map_id: str,
    wanted: Iterable[tuple[Item, str]],
    *,
    author: str = "",
    write: bool = True,
) -> Citation:
    """
    Make several items evidence in a map, as one act: all of them or none.

    Args:
        workspace: The workspace.
        map_id: The id of the map.
        wanted: The items, each with its place in the map.
        author: Who does it.
        write: Write the map and the items; else only say what would be changed.

    Returns:
        What was changed, or would be.

    Raises:
        UnknownRecord: There is no such study or map.
        EditRefused: A place is not in the map.
        Unplaceable: An item cannot stand where it was put.
    """
    with workspace.store.writing():
        file = workspace.map_file(map_id)
        found = load(file)
        before = journey = journey_of(found)
        edits: list[Edit] = []
        placed: dict[str, Item] = {}
        for item, place in wanted:
            study = workspace.get(Study, item.study)
            evidence = evidence_of(item, study, by=author)
            made, at = citing(journey, item, evidence, Spot.parse(place).at)
            journey = apply(journey, made) if made else journey
            edits += made
            final = str(Spot(journey.id, at))
            known = placed.get(item.id, item)
            kept = (one for one in known.places if one not in {place, final})
            placed[item.id] = known.model_copy(update={"places": (*kept, final)})
        if write:
            workspace.put(*placed.values(), author=author)
            _write(found, tuple(edits), file)
    if write:
        workspace.shelf.refresh()
    return Citation(items=tuple(placed.values()), before=before, edits=tuple(edits), file=file)


def uncite(workspace: Workspace, item_id: str, place: str, *, author: str = "") -> Citation:
    """
    Take an item away from where it stands; a card that it has made stays.

    Args:
        workspace: The workspace.
        item_id: The id of the item.
        place: One of its places, or any place of the same map.
        author: Who does it.

    Returns:
        What was changed.

    Raises:
        UnknownRecord: There is no such item or map.
        UnusableRecord: The place is none.
    """
    with workspace.store.writing():
        item = workspace.get(Item, item_id)
        record_from(Item, {**plain_record(item), "places": [place]}, at=item_id)
        spot = Spot.parse(place)
        file = workspace.map_file(spot.map)
        found = load(file)
        before = journey_of(found)
        edits = tuple(_without(before, item_id, spot.at))
        kept = tuple(one for one in item.places if one != place)
        item = item.model_copy(update={"places": kept})
        workspace.put(item, author=author)
        _write(found, edits, file)
    workspace.shelf.refresh()
    return Citation(items=(item,), before=before, edits=edits, file=file)


def _without(journey: JourneyMap, item_id: str, at: Location) -> Iterator[Edit]:
    for thing in things(plain(journey)):
        evidence = thing.item.get("evidence", ()) if thing.kind in {"card", "persona"} else ()
        is_meant = not at.parts or at.parts[-1] == (thing.kind, thing.item.get("id"))
        after = [one for one in evidence if one.get("item") != item_id]
        if is_meant and len(after) != len(evidence):
            yield set_field(journey, thing.at, "evidence", after or None)


def refreshed(
    workspace: Workspace, journey: JourneyMap, *, gone: Collection[str] = ()
) -> tuple[Edit, ...]:
    """
    Bring the evidence of a map in line with the items that it names.

    Evidence of an item that was thrown away goes. Evidence that names no item stays, and so does
    that of an item which the workspace does not have: its records may not have been taken in yet.

    Args:
        workspace: The workspace.
        journey: The map.
        gone: The ids of items that were erased, whose evidence goes too.

    Returns:
        The edits; none when all is as the items say.
    """
    all_studies = studies(workspace)
    edits: list[Edit] = []
    for thing in things(plain(journey)):
        evidence = thing.item.get("evidence", ()) if thing.kind in {"card", "persona"} else ()
        after = [
            fresh
            for one in evidence
            if (fresh := _fresh(workspace, one, all_studies, gone)) is not None
        ]
        if after != list(evidence):
            edits.append(set_field(journey, thing.at, "evidence", after or None))
    return tuple(edits)


def _fresh(
    workspace: Workspace, one: Plain, all_studies: Mapping[str, Study], gone: Collection[str]
) -> Plain | None:
    """
    Say a piece of evidence as its item says it now; None when it shall go.
    """
    name = one.get("item")
    stored = workspace.store.get("item", name) if name is not None else None
    if name in gone or (stored is not None and stored.state == "trashed"):
        return None
    item = record_of(Item, stored) if stored is not None else None
    study = all_studies.get(item.study) if item is not None else None
    if item is None or study is None:
        return one
    return _plain(evidence_of(item, study, by=one.get("by", "")))


def _write(found: JourneyMap | MeasuredMap, edits: tuple[Edit, ...], file: Path) -> None:
    if not edits:
        return
    after = apply(journey_of(found), edits)
    dump(replace(found, journey=after) if isinstance(found, MeasuredMap) else after, file)
