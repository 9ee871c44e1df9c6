"""
From what hurts to what was proven, over all maps of a workspace.

A pain point is understood by an insight, an insight opens an opportunity, a solution takes it up, a
change builds the solution, and a log shows the result. Each of them is a card of a map that names
the ones before it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from touchline.lanes import LANES
from touchline.model.experience import Change
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from touchline.model.proof import Result
    from touchline.model.structure import Card
    from touchline.workspace import Workspace
    from touchline.workspace.shelf import ShelvedCard

#: The links of the chain, by the kinds of lanes whose cards they are.
LINKS = ("pain-points", "insights", "opportunities", "solutions", "changes")

#: The fields by which a link of each kind names those before it.
_NAMING = {
    "pain-points": (),
    "insights": ("about",),
    "opportunities": ("answers", "draws_on"),
    "solutions": ("carries_out",),
    "changes": ("answers", "carries_out", "builds"),
}

Missing = Literal["evidence", "insight", "opportunity", "solution", "change", "result"]


@dataclass(frozen=True, kw_only=True)
class Entry:
    """
    A card that is a link of the chain; it is read as a card only when somebody asks for that.

    Args:
        kind: The kind of its lane, such as `pain-points`.
        file: The map's file.
        map: The map's id.
        step: The id of its step.
        place: What the step is called.
        id: Its id.
        text: What it says, in the map's own language.
        plain: All of it, as plain data.
        owner: Who answers for it.
        department: Whose part it is.
        visitors: How many customers the log had at the step; None where nothing was measured.
        days: How many days that log covers.
        language: The map's language.
    """

    kind: str
    file: str
    map: str
    step: str
    place: str
    id: str
    text: str
    plain: Mapping[str, Any]
    owner: str | None = None
    department: str | None = None
    visitors: int | None = None
    days: float | None = None
    language: str = "en"

    def said(self, language: str) -> str:
        """
        Say the card in the reader's language, or in the map's own where that is missing.

        Args:
            language: The reader's language tag.

        Returns:
            The words.
        """
        return self.words.said(language, otherwise=self.language)

    @cached_property
    def card(self) -> Card:
        """
        The card.
        """
        return LANES[self.kind].card.model_validate(self.plain, by_alias=True, by_name=False)

    @property
    def words(self) -> LocalText:
        """
        What it says, in every language in which it is said.
        """
        return LocalText.of(self.plain.get("text", ""))

    @property
    def has_evidence(self) -> bool:
        """
        Something stands behind it; else it is assumed.
        """
        return bool(self.plain.get("evidence"))

    @property
    def status(self) -> str:
        """
        How far it has come; an idea until somebody says more.
        """
        return str(self.plain.get("status", "idea"))

    @property
    def is_dropped(self) -> bool:
        """
        Nobody follows it any more.
        """
        return self.status == "dropped"

    @property
    def names(self) -> tuple[str, ...]:
        """
        The ids of the cards before it in the chain.
        """
        return tuple(name for key in _NAMING[self.kind] for name in self.plain.get(key, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """
    One pain point with everything that came of it.

    Args:
        pain: The pain point.
        insights: What was learned about it.
        opportunities: What the company could do about it.
        solutions: How that could be done.
        changes: What was or is being changed.
        results: What the latest measurement of each change says, by the id of the change.
        missing: The links that are not there.
    """

    pain: Entry
    insights: tuple[Entry, ...]
    opportunities: tuple[Entry, ...]
    solutions: tuple[Entry, ...]
    changes: tuple[Entry, ...]
    results: tuple[tuple[str, Result], ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeEntry:
    """
    A change of the register.

    Args:
        entry: Where it stands.
        card: The change.
        pains: The pain points that it answers, near or far.
    """

    entry: Entry
    card: Change
    pains: tuple[Entry, ...]


class Register:
    """
    The links of all chains.

    Args:
        entries: They, map by map.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_id = {(one.file, one.id): one for one in self.entries}
        self._after: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for one in self.entries:
            for name in one.names:
                if not one.is_dropped:
                    self._after[one.file, name].append(one)

    def of_kind(self, kind: str) -> tuple[Entry, ...]:
        """
        List the links of one kind.

        Args:
            kind: The kind of their lanes, one of `LINKS`.

        Returns:
            They, in the order of the maps.
        """
        return tuple(one for one in self.entries if one.kind == kind)

    def after(self, entries: Iterable[Entry], kind: str) -> tuple[Entry, ...]:
        """
        List the links of one kind that follow from some others and that nobody has dropped.

        Args:
            entries: The others.
            kind: The kind of lanes whose cards are wanted.

        Returns:
            They, each once.
        """
        found = (
            following
            for one in entries
            for following in self._after[one.file, one.id]
            if following.kind == kind
        )
        return _each_once(found)

    def before(self, entry: Entry, kind: str) -> tuple[Entry, ...]:
        """
        List the links of one kind that a link follows from, near or far.

        Args:
            entry: The link.
            kind: The kind of lanes whose cards are wanted.

        Returns:
            They, each once.
        """
        seen: dict[str, Entry] = {}
        waiting = [entry]
        while waiting:
            here = waiting.pop()
            for name in here.names:
                known = self._by_id.get((here.file, name))
                if known is not None and name not in seen:
                    seen[name] = known
                    waiting.append(known)
        return tuple(one for one in seen.values() if one.kind == kind)

    def changes(self) -> tuple[ChangeEntry, ...]:
        """
        List the changes with what they answer.

        Returns:
            They, in the order of the maps.
        """
        return tuple(
            ChangeEntry(entry=one, card=_change(one), pains=self.before(one, "pain-points"))
            for one in self.of_kind("changes")
        )

    def chains(self) -> tuple[Chain, ...]:
        """
        Follow every pain point.

        Returns:
            A chain for each, in the order of the maps.
        """
        return tuple(self._chain(pain) for pain in self.of_kind("pain-points"))

    def _chain(self, pain: Entry) -> Chain:
        insights = self.after([pain], "insights")
        opportunities = self.after([pain, *insights], "opportunities")
        solutions = self.after(opportunities, "solutions")
        changes = self.after([pain, *opportunities, *solutions], "changes")
        results = tuple(_results(changes))
        found: dict[Missing, object] = {
            "evidence": pain.has_evidence,
            "insight": insights,
            "opportunity": opportunities,
            "solution": solutions,
            "change": changes,
            "result": results,
        }
        return Chain(
            pain=pain,
            insights=insights,
            opportunities=opportunities,
            solutions=solutions,
            changes=changes,
            results=results,
            missing=tuple(name for name, there in found.items() if not there),
        )


def register_of(workspace: Workspace, map: str | None = None) -> Register:  # noqa: A002 (the field's word)
    """
    Gather the links of all chains of a workspace.

    Args:
        workspace: The workspace.
        map: The id or the file of the only map to look at; None for all.

    Returns:
        The register.

    Raises:
        UnknownRecord: There is no such map.
    """
    file = None
    if map is not None:
        file = workspace.map_file(map).relative_to(workspace.folder).as_posix()
    languages = {one.file: one.language for one in workspace.maps()}
    return Register(
        _entry(card, languages.get(card.file, "en"))
        for card in workspace.shelf.cards(*LINKS)
        if file in {None, card.file}
    )


def _entry(shelved: ShelvedCard, language: str) -> Entry:
    return Entry(
        kind=shelved.lane,
        file=shelved.file,
        map=shelved.map,
        step=shelved.step,
        place=shelved.place or shelved.step,
        id=shelved.id,
        text=shelved.text,
        plain=shelved.card,
        owner=shelved.owner,
        department=shelved.department,
        visitors=shelved.visitors,
        days=shelved.days,
        language=language,
    )


def _each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({(one.file, one.id): one for one in entries}.values())


def _results(changes: Iterable[Entry]) -> Iterator[tuple[str, Result]]:
    for one in changes:
        result = _change(one).result if one.plain.get("results") else None
        if result is not None:
            yield one.id, result


def _change(entry: Entry) -> Change:
    return Change.model_validate(entry.plain, by_alias=True, by_name=False)
