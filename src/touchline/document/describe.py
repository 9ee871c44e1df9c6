"""
Edits in the words of the people who read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from touchline.document.closed import plain
from touchline.document.edits import Draft, InsertItem, MoveItem, RemoveItem, SetField, place_of
from touchline.i18n import has_message, number, quote, translate
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.document.edits import Edit
    from touchline.document.tree import Plain, Thing
    from touchline.model.map import JourneyMap

#: How much of a text a description quotes.
_QUOTED = 60


def describe(edit: Edit, journey: JourneyMap, language: str = "en") -> str:
    """
    Say one edit in one sentence.

    Args:
        edit: The edit.
        journey: The map before it.
        language: The reader's language tag.

    Returns:
        The sentence.
    """
    return _Teller(Draft(plain(journey)), journey.language, language).told(edit)


def described(edits: Iterable[Edit], journey: JourneyMap, language: str = "en") -> tuple[str, ...]:
    """
    Say a list of edits, each as the map was when its turn came.

    Args:
        edits: The edits, in order.
        journey: The map before the first.
        language: The reader's language tag.

    Returns:
        One sentence per edit.
    """
    draft = Draft(plain(journey))
    teller = _Teller(draft, journey.language, language)
    sentences = []
    for edit in edits:
        sentences.append(teller.told(edit))
        draft.make(edit)
    return tuple(sentences)


class _Teller:
    """
    Knows the map and the reader.
    """

    def __init__(self, draft: Draft, own: str, language: str) -> None:
        self.draft = draft
        self.own = own
        self.language = language

    def told(self, edit: Edit) -> str:
        if isinstance(edit, SetField):
            return self._set(edit)
        if isinstance(edit, MoveItem):
            thing = self.draft.find(place_of(edit))
            return self._said(
                "diff.move",
                what=self._what(edit.kind, thing.item if thing else {"id": edit.id}),
                where=self._where(self.draft.find(edit.at)),
                after=self._after(edit.kind, edit.after),
            )
        name = "diff.insert" if isinstance(edit, InsertItem) else "diff.remove"
        return self._said(
            name,
            what=self._what(edit.kind, dict(edit.item)),
            where=self._where(self.draft.find(edit.at)),
            n=_count(edit),
        )

    def _said(self, key: str, **values: object) -> str:
        return translate(key, self.language, **values)

    def _set(self, edit: SetField) -> str:
        thing = self.draft.find(edit.at)
        what = self._what(thing.kind, thing.item) if thing else str(edit.at)
        field = self._field(edit.field)
        was, value = self._value(edit.was), self._value(edit.value)
        kind = "added" if edit.was is None else "removed" if edit.value is None else "changed"
        return self._said("diff.set", what=what, field=field, kind=kind, was=was, value=value)

    def _field(self, field: tuple[str, ...]) -> str:
        key = f"diff.field.{field[0]}"
        name = translate(key, self.language) if has_message(key) else field[0]
        return " · ".join([name, *field[1:]])

    def _what(self, kind: str, item: Plain) -> str:
        """
        Name a thing: its kind and its words in quotes.
        """
        noun = translate(f"diff.kind.{kind}", self.language)
        words = ""
        for key in ("name", "title", "text", "cause", "kind", "at", "id"):
            if key in item:
                words = self._words(item[key])
                break
        if kind == "cell":
            step = self.draft.index.get(("step", str(item.get("at"))))
            words = self._words(step.item.get("name")) if step else words
        return f"{noun} {quote(words, self.language)}" if words else noun

    def _where(self, thing: Thing | None) -> str:
        return "" if thing is None or thing.kind == "map" else self._what(thing.kind, thing.item)

    def _after(self, kind: str, name: str | None) -> str:
        thing = self.draft.index.get((kind, name)) if name else None
        return self._what(kind, thing.item) if thing else ""

    def _words(self, value: Any) -> str:
        if isinstance(value, str | dict):
            return _shortened(LocalText.of(value).said(self.language, otherwise=self.own))
        return "" if value is None else str(value)

    def _value(self, value: Any) -> str:
        if isinstance(value, bool):
            return translate("diff.yes" if value else "diff.no", self.language)
        if isinstance(value, int | float):
            return number(value, self.language)
        if isinstance(value, str):
            return quote(_shortened(value), self.language)
        if isinstance(value, list):
            return "; ".join(self._value(item) for item in value)
        if isinstance(value, dict):
            return ", ".join(self._value(item) for item in value.values())
        return ""


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"


def _count(edit: InsertItem | RemoveItem) -> int:
    """
    Count what a thing holds: the steps of a stage, the cards of a lane or cell.
    """
    cells = edit.item.get("cells")
    lists = [edit.item.get("steps"), edit.item.get("cards")]
    lists += (
        [cell.get("cards") for cell in cells if isinstance(cell, dict)]
        if isinstance(cells, list)
        else []
    )
    return sum(len(one) for one in lists if isinstance(one, list))
