"""
Changes on the sheets that list what stands behind a map and what follows from it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, get_args

from touchline.i18n import translate
from touchline.importers._workbook.draft import Draft, NotTakenError, Work
from touchline.importers._workbook.opened import as_words, note
from touchline.importers._workbook.said import choice_of, day_of, number_of, plain_words, same
from touchline.model.experience import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.carried import Carried, CarriedTable
    from touchline.document.tree import Plain
    from touchline.importers._workbook.opened import Page, Value

_SECONDS_A_DAY: Final = 86_400
#: How the value of a column is read.
_TEXT, _LINE, _NUMBER, _DAY, _LIST = "text", "line", "number", "day", "list"
#: The columns of each table that can be changed: the field and how it is read.
COLUMNS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "opportunities": {
        "opportunity": ("text", _TEXT),
        "step": ("", "step"),
        "status": ("status", "status"),
        "score": ("score", _NUMBER),
        "worth": ("value", _NUMBER),
        "effort": ("effort", _NUMBER),
        "importance": ("importance", _NUMBER),
        "satisfaction": ("satisfaction", _NUMBER),
        "owner": ("owner", _LINE),
        "department": ("department", _LINE),
    },
    "changes": {
        "change": ("text", _TEXT),
        "step": ("", "step"),
        "status": ("status", "status"),
        "owner": ("owner", _LINE),
        "department": ("department", _LINE),
        "due": ("due", _DAY),
        "since": ("since", _DAY),
        "why": ("why", _TEXT),
        "goal": ("goal", _TEXT),
    },
    "personas": {
        "persona": ("name", _TEXT),
        "role": ("role", _TEXT),
        "summary": ("summary", _TEXT),
        "background": ("background", _TEXT),
        "goals": ("goals", _LIST),
        "needs": ("needs", _LIST),
        "behaviours": ("behaviours", _LIST),
        "quote": ("quote", _TEXT),
        "owner": ("owner", _LINE),
        "department": ("department", _LINE),
    },
    "evidence": {
        "grade": ("grade", "grade"),
        "source": ("source", _TEXT),
        "date": ("date", _DAY),
        "n": ("n", "count"),
        "quote": ("quote", _TEXT),
        "link": ("url", _LINE),
        "by": ("by", _LINE),
    },
    "metrics": {
        "figure": ("text", _TEXT),
        "value": ("value", "amount"),
        "target": ("target", "amount"),
        "baseline": ("baseline", "amount"),
    },
    "readings": {"date": ("date", _DAY), "value": ("value", "amount")},
}
#: Fields that stay when their cell is emptied, since nothing can be without them.
_NEEDED: Final = {"source", "grade", "date:readings", "value:readings", "name"}


@dataclass(slots=True)
class Reader:
    """
    A table, and what it was when the file was written.

    Args:
        name: Which table.
        page: Its sheet.
        carried: What the workbook carries.
        head: The row of the heads.
        side: The column of the marks.
        columns: The place of each column by its key.
        left: What was not understood.
    """

    name: str
    page: Page
    carried: Carried
    head: int
    side: int
    columns: dict[str, int] = field(default_factory=dict)
    left: list[Diagnostic] = field(default_factory=list)

    @property
    def table(self) -> CarriedTable:
        """
        What the table said when the file was written.
        """
        return self.carried.tables[self.name]

    def works(self) -> Iterator[Work]:
        """
        Walk over the changes that the table asks for.
        """
        seen: set[str] = set()
        for row in range(self.head + 1, len(self.page.rows)):
            key = self.page.text(row, self.side)
            if key in self.table.rows and key not in seen:
                seen.add(key)
                yield from self._row(row, key)
            elif any(self.page.text(row, place) for place in self.columns.values()):
                yield from self._new_row(row)
        gone = [key for key in self.table.rows if key not in seen]
        # The last of a list goes first, so that the places of the others stay what they are.
        for key in reversed(gone):
            yield self._gone(key)

    def _row(self, row: int, key: str) -> Iterator[Work]:
        was = self.table.rows[key]
        for name, place in self.columns.items():
            value = self.page.at(row, place)
            if (row, place) in self.page.unknown or same(value, _day_or(was.get(name))):
                continue
            yield self._change(row, place, key, name)

    def _change(self, row: int, place: int, key: str, name: str) -> Work:
        cell, value = self.page.address(row, place), self.page.at(row, place)
        said = as_words(value)

        def make(draft: Draft) -> None:
            target = COLUMNS[self.name].get(name)
            if target is None or key.startswith("measured:"):
                raise NotTakenError(note("derived", cell, text=said))
            item, lane = self._item(draft, key, cell, said)
            field_, kind = target
            if kind == "step":
                _move(draft, key.removeprefix("card:"), said, cell)
                return
            if self.name in {"metrics", "readings"}:
                self._figure(draft, item, (key, field_), value, cell)
            else:
                read = self._read(draft, kind, value, cell)
                _give(draft, item, (field_, kind), read, cell)
            if lane is not None:
                holder = draft.card(_card_of(key))
                assert holder is not None  # noqa: S101 (the item was found in it)
                draft.check(lane, holder[2], cell, said)
            kind_, _, identifier = key.partition("/")[0].partition(":")
            top = "evidence" if self.name == "evidence" else field_
            top = (
                "readings"
                if self.name == "readings" or (field_ == "value" and self.name == "metrics")
                else top
            )
            draft.took(kind_, identifier, top, cell)

        return Work(cell, make, said)

    def _item(self, draft: Draft, key: str, cell: str, said: str) -> tuple[Plain, Plain | None]:
        """
        Find what a row is about, and the lane when it is a card.
        """
        kind, _, rest = key.partition(":")
        identifier, _, more = rest.partition("/")
        holder: Plain | None = None
        lane: Plain | None = None
        if kind == "card":
            found = draft.card(identifier)
            lane, holder = (found[0], found[2]) if found else (None, None)
        elif kind == "persona":
            personas = draft.data.get("personas", ())
            holder = next((one for one in personas if one["id"] == identifier), None)
        if holder is not None and self.name == "evidence":
            held = holder.get("evidence", [])
            holder = held[int(more)] if int(more) < len(held) else None
        if holder is None:
            raise NotTakenError(note("nowhere", cell, text=said))
        return holder, lane

    def _read(self, draft: Draft, kind: str, value: Value, cell: str) -> Any:
        """
        Read what a cell holds as what its column is about; None for an empty one.
        """
        if value is None or not as_words(value):
            return None
        read = _READERS[kind](value, draft)
        if read is None:
            name = "words" if kind in {"status", "grade"} else kind
            raise NotTakenError(note(_FAULTS.get(name, name), cell, text=as_words(value)))
        return read

    def _figure(
        self, draft: Draft, card: Plain, what: tuple[str, str], value: Value, cell: str
    ) -> None:
        """
        Give a figure that the team keeps another value.
        """
        key, name = what
        if name == "text":
            draft.put(card, "text", as_words(value))
            return
        readings: list[Plain] = card.setdefault("readings", [])
        day = key.partition("/")[2]
        if self.name == "metrics" and name == "value":
            day = max((one["date"] for one in readings), default="")
        if name == "date":
            read = self._read(draft, _DAY, value, cell)
        else:
            read = self._read(draft, _NUMBER, value, cell)
            read = (
                read * _SECONDS_A_DAY
                if read is not None and card.get("unit") == "seconds"
                else read
            )
        if name in {"target", "baseline"}:
            _give(draft, card, (name, _NUMBER), read, cell)
            if not readings:
                del card["readings"]
            return
        # What is read last on a day counts, as it does wherever readings are shown.
        reading = next((one for one in reversed(readings) if one["date"] == day), None)
        if reading is None or read is None:
            if not readings:
                del card["readings"]
            raise NotTakenError(
                note("needed" if reading else "nowhere", cell, text=as_words(value))
            )
        reading[name] = read

    def _new_row(self, row: int) -> Iterator[Work]:
        values = {
            name: (self.page.at(row, place), self.page.address(row, place))
            for name, place in self.columns.items()
            if self.page.text(row, place)
        }
        cell = next(iter(values.values()))[1]
        said = " · ".join(as_words(value) for value, _ in values.values())

        def make(draft: Draft) -> None:
            if self.name in {"opportunities", "changes"}:
                item = self._fresh(draft, values)
                self._put_card(draft, item, values, cell, said)
            elif self.name == "personas":
                item = self._fresh(draft, values)
                if "name" not in item:
                    raise NotTakenError(note("nowhere", cell, text=said))
                item = {"id": draft.free(draft.said(item["name"]), "persona"), **item}
                draft.data.setdefault("personas", []).append(item)
                draft.took("persona", item["id"], "", cell)
            elif self.name == "evidence":
                self._put_evidence(draft, values, cell, said)
            elif self.name == "readings":
                self._put_reading(draft, values, cell, said)
            else:
                raise NotTakenError(note("nowhere", cell, text=said))

        yield Work(cell, make, said)

    def _fresh(self, draft: Draft, values: dict[str, tuple[Value, str]]) -> Plain:
        item: Plain = {}
        for name, (value, cell) in values.items():
            field_, kind = COLUMNS[self.name].get(name, ("", ""))
            if field_:
                _give(draft, item, (field_, kind), self._read(draft, kind, value, cell), cell)
            elif kind != "step" and name not in {"stage", "card", "lane", "step"}:
                draft.left.append(note("derived", cell, text=as_words(value)))
        return item

    def _put_card(
        self,
        draft: Draft,
        item: Plain,
        values: dict[str, tuple[Value, str]],
        cell: str,
        said: str,
    ) -> None:
        lane = next((one for one in draft.lanes() if one["kind"] == self.name), None)
        step = _step_named(draft, as_words(values.get("step", (None, ""))[0]))
        if lane is None or step is None:
            raise NotTakenError(note("no-step", values.get("step", (None, cell))[1], text=said))
        card = {"id": draft.free(f"{lane['id']}-{step}", "card"), **item}
        draft.check(lane, card, cell, said)
        draft.cell_at(lane, step).setdefault("cards", []).append(card)
        draft.took("card", card["id"], "", cell)

    def _put_evidence(
        self, draft: Draft, values: dict[str, tuple[Value, str]], cell: str, said: str
    ) -> None:
        wanted = plain_words(as_words(values.get("card", (None, ""))[0]))
        holders = [card for _, _, card in draft.cards()]
        names = [(draft.said(one.get("text")), one) for one in holders]
        names += [(draft.said(one.get("name")), one) for one in draft.data.get("personas", ())]
        holder = next((one for name, one in names if wanted and plain_words(name) == wanted), None)
        item = self._fresh(draft, values)
        if holder is None or not {"source", "grade"} <= set(item):
            raise NotTakenError(note("no-card", cell, text=said))
        holder.setdefault("evidence", []).append(item)
        found = draft.card(holder["id"])
        if found is not None:
            draft.check(found[0], found[2], cell, said)
        draft.took("card" if found else "persona", holder["id"], "evidence", cell)

    def _put_reading(
        self, draft: Draft, values: dict[str, tuple[Value, str]], cell: str, said: str
    ) -> None:
        wanted = plain_words(as_words(values.get("metric", (None, ""))[0]))
        cards = [card for lane, _, card in draft.cards() if lane["kind"] == "metrics"]
        card = next(
            (
                one
                for one in cards
                if wanted in {plain_words(draft.said(one.get("text"))), one["id"]}
            ),
            None,
        )
        day = self._read(draft, _DAY, values.get("date", (None, cell))[0], cell)
        value = self._read(draft, _NUMBER, values.get("value", (None, cell))[0], cell)
        if card is None or day is None or value is None:
            raise NotTakenError(note("no-card", cell, text=said))
        value *= _SECONDS_A_DAY if card.get("unit") == "seconds" else 1
        card.setdefault("readings", []).append({"date": day, "value": value})
        draft.took("card", card["id"], "readings", cell)

    def _gone(self, key: str) -> Work:
        cell = self.page.address(self.head, self.side)
        said = next((as_words(one) for one in self.table.rows[key].values() if one), key)

        def make(draft: Draft) -> None:
            if key.startswith("measured:"):
                raise NotTakenError(note("derived", cell, text=said))
            kind, _, rest = key.partition(":")
            identifier, _, more = rest.partition("/")
            if kind == "card" and not more:
                draft.take_out(identifier)
                draft.forget(identifier)
            elif kind == "persona" and not more:
                personas = draft.data.get("personas", [])
                draft.data["personas"] = [one for one in personas if one["id"] != identifier]
            else:
                _without(draft, kind, identifier, more, self.name)
            draft.took(kind, identifier, "" if not more else self.name, cell)

        return Work(cell, make, said)


def _card_of(key: str) -> str:
    return key.removeprefix("card:").partition("/")[0]


def _day_or(value: Any) -> Value:
    """
    Take what was carried as what a cell holds.
    """
    return float(value) if isinstance(value, int | float) else value


def _without(draft: Draft, kind: str, identifier: str, more: str, table: str) -> None:
    """
    Take a source or a reading out of what holds it.
    """
    if kind == "card":
        found = draft.card(identifier)
        holder = found[2] if found else None
    else:
        personas = draft.data.get("personas", ())
        holder = next((one for one in personas if one["id"] == identifier), None)
    if holder is None:
        return
    name = "evidence" if table == "evidence" else "readings"
    items = holder.get(name, [])
    if name == "evidence":
        if int(more) < len(items):
            del items[int(more)]
    else:
        items = [one for one in items if one["date"] != more]
    holder[name] = items
    if not items:
        del holder[name]


def _give(draft: Draft, item: Plain, what: tuple[str, str], read: Any, cell: str) -> None:
    name, kind = what
    if read is None:
        if name in _NEEDED:
            raise NotTakenError(note("needed", cell))
        item.pop(name, None)
    elif kind == _TEXT:
        draft.put(item, name, read)
    elif kind == _LIST:
        item[name] = _listed(draft, item.get(name, []), read)
    elif name == "status" and read == "idea":
        item.pop(name, None)
    else:
        item[name] = read


def _listed(draft: Draft, now: list[Any], lines: list[str]) -> list[Any]:
    """
    Keep the other languages of texts that stay.
    """
    known = {plain_words(draft.said(one)): one for one in now}
    return [known.get(plain_words(line), line) for line in lines]


def _move(draft: Draft, card: str, step_name: str, cell: str) -> None:
    step, found = _step_named(draft, step_name), draft.card(card)
    if step is None or found is None:
        raise NotTakenError(note("no-step", cell, text=step_name))
    lane = found[0]
    taken = draft.take_out(card)
    assert taken is not None  # noqa: S101 (it was found above)
    draft.cell_at(lane, step).setdefault("cards", []).append(taken)
    draft.took("card", card, "", cell)


def _step_named(draft: Draft, name: str) -> str | None:
    wanted = plain_words(name).casefold()
    for step in draft.steps():
        if wanted in {plain_words(draft.said(step.get("name"))).casefold(), step["id"].casefold()}:
            return str(step["id"])
    return None


def _lines(value: Value) -> list[str]:
    rows = as_words(value).split("\n")
    return [row for one in rows if (row := one.strip().removeprefix("•").strip())]


def _day_text(value: Value) -> str | None:
    day = day_of(value)
    return day.isoformat() if isinstance(day, dt.date) else None


def _count(value: Value, language: str) -> int | None:
    read = number_of(value, language)
    return int(read) if read is not None and read.is_integer() and read >= 1 else None


def _status(value: Value, draft: Draft) -> str | None:
    words = {one: translate(f"scene.status-{one}", draft.language) for one in get_args(Progress)}
    return choice_of(value, words)


def _grade(value: Value, draft: Draft) -> str | None:
    grades = ("quoted", "surveyed", "measured")
    return choice_of(value, {one: translate(f"grade.{one}", draft.language) for one in grades})


_READERS: Final[dict[str, Callable[[Value, Draft], Any]]] = {
    _TEXT: lambda value, _: as_words(value) or None,
    _LINE: lambda value, _: as_words(value) or None,
    _NUMBER: lambda value, draft: number_of(value, draft.language),
    "count": lambda value, draft: _count(value, draft.language),
    _DAY: lambda value, _: _day_text(value),
    _LIST: lambda value, _: _lines(value),
    "status": _status,
    "grade": _grade,
}
#: Which message tells that a value is not of its kind.
_FAULTS: Final = {"count": "number"}


def table_of(name: str, page: Page, carried: Carried, mark: tuple[int, int]) -> Reader:
    """
    Find the columns of a table by their heads.

    Args:
        name: Which table.
        page: Its sheet.
        carried: What the workbook carries.
        mark: The row and column of its mark.

    Returns:
        The table.
    """
    reader = Reader(name, page, carried, *mark)
    heads = {plain_words(title): key for key, title in reader.table.heads.items()}
    for place in range(page.width):
        said = plain_words(page.text(reader.head, place))
        if place == reader.side or said not in heads:
            continue
        if heads[said] not in reader.columns:
            reader.columns[heads[said]] = place
    for place in range(page.width):
        if place == reader.side or place in reader.columns.values():
            continue
        if any(page.text(row, place) for row in range(reader.head, len(page.rows))):
            told = page.text(reader.head, place)
            reader.left.append(note("column", page.address(reader.head, place), text=told))
    for key, title in reader.table.heads.items():
        if key not in reader.columns:
            reader.left.append(note("no-column", page.address(reader.head, 0), text=title))
    return reader
