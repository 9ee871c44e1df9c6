"""
Every change of a map is a list of four kinds of edit: set, insert, remove and move.

An edit names its place by stable ids and is a plain value: it goes through JSON unchanged, it can
be undone (`invert`), shown to people (`touchline.document.describe`) and merged
(`touchline.document.merge`). Undo, live editing and the history of a map are lists of them.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    PlainSerializer,
    PlainValidator,
    TypeAdapter,
)

from touchline.document.card_edits import with_fields
from touchline.document.closed import plain
from touchline.document.faults import UnreadableMap
from touchline.document.fields import set_in
from touchline.document.images import Kept
from touchline.document.read import build, journey_of
from touchline.document.tree import Plain, Thing, address, below, things, whole
from touchline.errors import InputError
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.model.image import Finder
    from touchline.model.map import JourneyMap


def _located(value: object) -> Location:
    return value if isinstance(value, Location) else Location.parse(str(value))


#: A place, printed in JSON.
At: TypeAlias = Annotated[
    Location,
    PlainValidator(_located, json_schema_input_type=str),
    PlainSerializer(str, return_type=str),
]


class _Edit(BaseModel):
    """
    What all edits share: they are frozen, and every key of their JSON form is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class SetField(_Edit):
    """
    One field of one thing gets another value.

    Args:
        edit: The kind of edit.
        at: The thing.
        field: The way to the field inside the thing: `("name",)`, or `("name", "de")` for one
            language of a text.
        value: What it becomes, as a file holds it; None when it falls back to its default.
        was: What it was.
    """

    edit: Literal["set"] = "set"
    at: At
    field: Annotated[tuple[str, ...], Field(min_length=1)]
    value: JsonValue = None
    was: JsonValue = None


class InsertItem(_Edit):
    """
    A thing comes into the map with everything it holds.

    Args:
        edit: The kind of edit.
        at: What shall hold it; the empty place is the map.
        kind: What it is: `stage`, `step`, `lane`, `cell`, `card`, `persona` or `channel`.
        item: It, as a file holds it.
        after: The id of the thing that it follows; None to be the first.
    """

    edit: Literal["insert"] = "insert"
    at: At
    kind: str
    item: dict[str, JsonValue]
    after: str | None = None


class RemoveItem(_Edit):
    """
    A thing leaves the map with everything it holds.

    Args:
        edit: The kind of edit.
        at: What holds it.
        kind: What it is.
        item: It, as it was, so that the edit can be undone.
        after: The id of the thing that it followed; None when it was the first.
    """

    edit: Literal["remove"] = "remove"
    at: At
    kind: str
    item: dict[str, JsonValue]
    after: str | None = None


class MoveItem(_Edit):
    """
    A thing takes another place: what holds it and what it follows are one register.

    Args:
        edit: The kind of edit.
        kind: What it is.
        id: Its stable name.
        at: What shall hold it.
        after: The id of the thing that it shall follow; None to be the first.
        was_at: What held it.
        was_after: What it followed.
    """

    edit: Literal["move"] = "move"
    kind: str
    id: str
    at: At
    after: str | None = None
    was_at: At
    was_after: str | None = None


#: One change of a map.
Edit: TypeAlias = Annotated[
    SetField | InsertItem | RemoveItem | MoveItem, Field(discriminator="edit")
]

#: Reads and writes lists of edits as JSON.
EDITS: TypeAdapter[tuple[Edit, ...]] = TypeAdapter(tuple[Edit, ...])


class EditRefused(InputError):
    """
    An edit does not fit the map as it is now.
    """

    @classmethod
    def gone(cls, place: Location) -> EditRefused:
        """
        Build the error for a place that has vanished.

        Args:
            place: The place.

        Returns:
            The error.
        """
        return cls(at=str(place), reason="gone", place=str(place), told="")

    @classmethod
    def unfit(cls, place: Location, kind: str) -> EditRefused:
        """
        Build the error for a thing that cannot stand in a place.

        Args:
            place: The place.
            kind: What was to go there.

        Returns:
            The error.
        """
        return cls(at=str(place), reason="unfit", place=str(place), told=kind)

    @classmethod
    def locked(cls, place: Location) -> EditRefused:
        """
        Build the error for a lane that a template wants as it is.

        Args:
            place: The lane.

        Returns:
            The error.
        """
        return cls(at=str(place), reason="locked", place=str(place), told="")

    @classmethod
    def broken(cls, faults: UnreadableMap) -> EditRefused:
        """
        Build the error for edits after which the map would not be one.

        Args:
            faults: What would be the matter with it.

        Returns:
            The error.
        """
        refused = cls(reason="broken", place="", told="")
        refused.faults = faults
        return refused

    faults: UnreadableMap | None = None

    def told(self, language: str = "en") -> str:
        """
        Say why, and what would be the matter with the map.

        Args:
            language: The reader's language tag.

        Returns:
            The lines without a trailing line break.
        """
        lines = [super().told(language)]
        if self.faults is not None:
            lines += ["  " + fault.with_place(language) for fault in self.faults.faults[:3]]
        return "\n".join(lines)


def to_json(edits: Iterable[Edit]) -> str:
    """
    Write edits as JSON.

    Args:
        edits: The edits.

    Returns:
        A JSON list; what has its default value is left out.
    """
    return EDITS.dump_json(tuple(edits), exclude_none=True).decode()


def from_json(text: str) -> tuple[Edit, ...]:
    """
    Read edits from JSON.

    Args:
        text: A JSON list.

    Returns:
        The edits.

    Raises:
        pydantic.ValidationError: The text holds something else.
    """
    return EDITS.validate_json(text)


def invert(edit: Edit) -> Edit:
    """
    Find the edit that undoes another.

    Args:
        edit: The edit.

    Returns:
        The edit that takes the changed map back to what it was.
    """
    if isinstance(edit, SetField):
        return SetField(at=edit.at, field=edit.field, value=edit.was, was=edit.value)
    if isinstance(edit, MoveItem):
        return MoveItem(
            kind=edit.kind,
            id=edit.id,
            at=edit.was_at,
            after=edit.was_after,
            was_at=edit.at,
            was_after=edit.after,
        )
    opposite = RemoveItem if isinstance(edit, InsertItem) else InsertItem
    return opposite(at=edit.at, kind=edit.kind, item=edit.item, after=edit.after)


def inverted(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """
    Find the edits that undo a list of others.

    Args:
        edits: The edits, in the order in which they were made.

    Returns:
        Their inverses in the opposite order.
    """
    return tuple(invert(edit) for edit in reversed(edits))


def apply(journey: JourneyMap, edits: Iterable[Edit]) -> JourneyMap:
    """
    Make a map with some changes.

    The edits are one act: they are checked together at the end, so that one may lean on the next.

    Args:
        journey: The map.
        edits: The changes, in order.

    Returns:
        The changed map.

    Raises:
        EditRefused: A place has vanished, or the outcome would be no valid map.
    """
    acts = tuple(edits)
    fields = tuple(edit for edit in acts if isinstance(edit, SetField))
    quick = with_fields(journey, fields) if len(fields) == len(acts) else None
    if quick is not None:
        return quick
    document = Draft(plain(journey))
    for edit in acts:
        document.make(edit)
    return document.finished(Kept(journey))


class Draft:
    """
    A map's plain data while edits are made on it, before it is checked.

    Args:
        data: The plain data, which is copied.
    """

    def __init__(self, data: Plain) -> None:
        self.data: Plain = copy.deepcopy(data)
        self._index: dict[tuple[str, ...], Thing] | None = None

    def find(self, at: Location) -> Thing | None:
        """
        Find a thing.

        Args:
            at: Its place; the empty place is the map.

        Returns:
            The thing as it is now, or None.
        """
        if not at.parts:
            return whole(self.data)
        return self.index.get(address(at))

    @property
    def index(self) -> dict[tuple[str, ...], Thing]:
        """
        Every thing by its address, made anew after a change of the structure.
        """
        if self._index is None:
            self._index = {address(thing.at): thing for thing in things(self.data)}
        return self._index

    def make(self, edit: Edit) -> None:
        """
        Make one change.

        Args:
            edit: The change.

        Raises:
            EditRefused: Its place has vanished or cannot hold it.
        """
        if isinstance(edit, SetField):
            set_in(self._thing(edit.at).item, edit.field, edit.value)
            if edit.field in {("id",), ("at",)}:
                self._index = None
        elif isinstance(edit, InsertItem):
            self._put(self._thing(edit.at), edit.kind, copy.deepcopy(edit.item), edit.after)
        elif isinstance(edit, RemoveItem):
            self._take(self._thing(place_of(edit)))
        else:
            thing = self._thing(place_of(edit))
            holder = self._thing(edit.at)
            self._take(thing)
            self._put(holder, edit.kind, thing.item, edit.after)

    def finished(self, finder: Finder | None = None) -> JourneyMap:
        """
        Check the outcome.

        Args:
            finder: Who has the pictures that the map names; None leaves them unopened.

        Returns:
            The map.

        Raises:
            EditRefused: The plain data is no valid map.
        """
        try:
            return journey_of(build(self.data, finder=finder))
        except UnreadableMap as faults:
            raise EditRefused.broken(faults) from None

    def _thing(self, at: Location) -> Thing:
        thing = self.find(at)
        if thing is None:
            raise EditRefused.gone(at)
        return thing

    def _put(self, holder: Thing, kind: str, item: Plain, after: str | None) -> None:
        collection = holder.holding(kind)
        if collection is None:
            raise EditRefused.unfit(holder.at, kind)
        items: list[Plain] = holder.item.setdefault(collection.name, [])
        names = [one.get(collection.key) for one in items]
        # What it should follow may be gone by now; its order matters less than that it stays.
        place = 0 if after is None else names.index(after) + 1 if after in names else len(names)
        items.insert(place, item)
        self._index = None

    def _take(self, thing: Thing) -> None:
        siblings = thing.siblings
        siblings[:] = [one for one in siblings if one is not thing.item]
        if not siblings and thing.parent and thing.collection:
            del thing.parent.item[thing.collection.name]
        self._index = None


def place_of(edit: RemoveItem | MoveItem | InsertItem) -> Location:
    """
    Name the thing that an edit takes, moves or brings.

    Args:
        edit: The edit.

    Returns:
        Its place before the edit; after it, for an insertion.
    """
    if isinstance(edit, MoveItem):
        return below(edit.was_at, edit.kind, edit.id)
    key = "at" if edit.kind == "cell" else "id"
    return below(edit.at, edit.kind, str(edit.item.get(key)))
