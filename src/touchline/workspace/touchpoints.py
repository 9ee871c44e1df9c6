"""
The inventory of touchpoints: what the catalogue says of them, joined with where maps show them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from touchline.linting.finding import Quoted
from touchline.model import experience
from touchline.model.work.channel import Channel
from touchline.model.work.touchpoint import Touchpoint
from touchline.workspace.searching import searchable
from touchline.workspace.statements import Statement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from touchline.model.binding import Matcher
    from touchline.model.experience import Fact
    from touchline.model.structure import Scale
    from touchline.model.work.touchpoint import Judgement, Surveyed
    from touchline.workspace.shelf import Shelved, ShelvedCard
    from touchline.workspace.workspace import Workspace

#: The lane whose cards are touchpoints.
_LANE = "touchpoints"

Use = Literal["now", "wanted"]

#: What is asked of each touchpoint (R-122), by the field that answers it.
QUESTIONS = ("contact", "delivery_information", "contact_details")
#: How good it is, looked at from four sides (R-156 to R-159).
ASPECTS = ("content", "response", "tips", "tone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """
    A place at which a map shows a touchpoint.

    Args:
        file: The file of the map.
        map: The id of the map.
        type: The type of the map; None when it says none.
        language: The language of the map.
        step: The id of the step.
        plain: The card, as plain data: an inventory reads thousands and needs little of each.
    """

    file: str
    map: str
    type: str | None
    language: str
    step: str
    plain: Mapping[str, Any]

    @property
    def card(self) -> experience.Touchpoint:
        """
        The card.
        """
        return experience.Touchpoint.model_validate(self.plain)

    @property
    def place(self) -> str:
        """
        Where it stands, as it is printed.
        """
        return f"{self.file} card:{self.plain['id']}"

    @property
    def use(self) -> Use:
        """
        Whether the map shows it as there or as wanted.
        """
        return "wanted" if self.plain.get("use") == "wanted" else "now"

    @property
    def channel(self) -> str | None:
        """
        The id of the channel in which the map shows it.
        """
        return self.plain.get("channel")

    @property
    def facts(self) -> tuple[Fact, ...]:
        """
        What is stated there.
        """
        return tuple(experience.Fact.model_validate(one) for one in self.plain.get("facts", ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """
    What people answered or judged, as far as it may be shown.

    Args:
        value: The score; None when too few people answered to show it.
        scale: The range of the score.
        n: How many answered; None when nobody noted it, or when they are too few to be shown.
        date: When they were asked.
        by: Who judged.
    """

    value: float | None
    scale: Scale
    n: int | None
    date: dt.date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """
    A touchpoint of the inventory.

    Args:
        id: The id of its entry of the catalogue; empty for one that stands on maps alone.
        title: What it is called.
        entry: What the catalogue says of it; None for one that stands on maps alone.
        use: Whether it exists now or is wanted.
        channels: The ids of its channels, those of the catalogue first.
        shown: Where maps show it.
        least: A number about fewer people than this is not shown.
        language: The language of the catalogue.
    """

    id: str
    title: Quoted
    entry: Touchpoint | None
    use: Use
    channels: tuple[str, ...]
    shown: tuple[Shown, ...]
    least: int
    language: str

    @property
    def maps(self) -> tuple[str, ...]:
        """
        The ids of the maps that show it.
        """
        return tuple(dict.fromkeys(one.map for one in self.shown))

    @property
    def unanswered(self) -> tuple[str, ...]:
        """
        Those of the three questions that nobody has answered (R-122).
        """
        return tuple(name for name in QUESTIONS if not getattr(self.entry, name, None))

    @property
    def unaudited(self) -> tuple[str, ...]:
        """
        The sides from which nobody has looked at it.
        """
        audit = self.entry.audit if self.entry else None
        return tuple(name for name in ASPECTS if getattr(audit, name, None) is None)

    @property
    def importance(self) -> Score | None:
        """
        How much customers care for it.
        """
        return self._score(self.entry.importance) if self.entry else None

    @property
    def satisfaction(self) -> Score | None:
        """
        How content they are with it.
        """
        return self._score(self.entry.satisfaction) if self.entry else None

    @property
    def gap(self) -> float | None:
        """
        How far satisfaction lies below importance, when both are on one scale.
        """
        cared, content = self.importance, self.satisfaction
        if cared is None or content is None or cared.value is None or content.value is None:
            return None
        is_one_scale = (cared.scale.low, cared.scale.high) == (
            content.scale.low,
            content.scale.high,
        )
        return round(cared.value - content.value, 6) if is_one_scale else None

    @property
    def audit(self) -> dict[str, Score]:
        """
        How good it is, from each side from which somebody has looked.
        """
        audit = self.entry.audit if self.entry else None
        looked = {name: self._score(getattr(audit, name, None)) for name in ASPECTS}
        return {name: score for name, score in looked.items() if score is not None}

    @property
    def binding(self) -> tuple[Matcher, ...]:
        """
        How its events are recognised: by the catalogue, else by the maps.
        """
        if self.entry is not None and self.entry.binding:
            return self.entry.binding
        found: list[Matcher] = []
        for one in self.shown:
            own = one.card.binding if "binding" in one.plain else ()
            found += [matcher for matcher in own if matcher not in found]
        return tuple(found)

    def facts(self) -> Iterator[Statement]:
        """
        Collect what is stated at it, by the catalogue and by the maps.

        Yields:
            The statements; those of the catalogue first.
        """
        if self.entry is not None:
            place = f"touchpoint/{self.id}"
            yield from self._stated(self.entry.facts, self.language, place, self.entry.use)
        for one in self.shown:
            yield from self._stated(one.facts, one.language, one.place, one.use)

    def _stated(
        self, facts: Iterable[Fact], language: str, place: str, use: Use
    ) -> Iterator[Statement]:
        for fact in facts:
            yield Statement(
                about=fact.about,
                says=fact.says,
                language=language,
                touchpoint=self.title,
                place=place,
                use=use,
            )

    def _score(self, found: Surveyed | Judgement | None) -> Score | None:
        if found is None:
            return None
        # What somebody of the team judged is no number about customers.
        is_own = getattr(found, "by", None) is not None
        is_few = found.n is not None and found.n < self.least and not is_own
        return Score(
            value=None if is_few else found.score,
            scale=found.scale,
            n=None if is_few else found.n,
            date=found.date,
            by=getattr(found, "by", None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedChannel:
    """
    A channel and what happens in it.

    Args:
        id: Its id.
        title: What it is called.
        entry: What the catalogue says of it; None when only maps or touchpoints name it.
        now: The touchpoints that exist in it.
        wanted: Those that are wanted in it.
        maps: The ids of the maps that show one of them.
    """

    id: str
    title: Quoted
    entry: Channel | None
    now: tuple[Quoted, ...]
    wanted: tuple[Quoted, ...]
    maps: tuple[str, ...]


def list_touchpoints(workspace: Workspace) -> tuple[Listed, ...]:
    """
    List all touchpoints of a workspace: those of the catalogue and those that maps alone show.

    Cards without an entry that say the same in one language are one touchpoint.

    Args:
        workspace: The workspace.

    Returns:
        The touchpoints, those of the catalogue by folder and title first.
    """
    return _Inventory(workspace).touchpoints()


def list_channels(workspace: Workspace, listed: Sequence[Listed]) -> tuple[ListedChannel, ...]:
    """
    List the channels with the touchpoints in them.

    Args:
        workspace: The workspace.
        listed: The touchpoints.

    Returns:
        The channels, those of the catalogue first.
    """
    entries = {one.id: one for one in workspace.records(Channel)}
    named = (name for one in listed for name in one.channels)
    return tuple(
        _channel(name, entries.get(name), listed, workspace.settings.language)
        for name in dict.fromkeys((*entries, *named))
    )


def _channel(
    name: str, entry: Channel | None, listed: Sequence[Listed], language: str
) -> ListedChannel:
    inside = [one for one in listed if name in one.channels]
    shown = [place for one in inside for place in one.shown]
    return ListedChannel(
        id=name,
        title=Quoted(entry.title if entry else None, language, name),
        entry=entry,
        now=tuple(one.title for one in inside if one.use == "now"),
        wanted=tuple(one.title for one in inside if one.use == "wanted"),
        maps=tuple(dict.fromkeys(one.map for one in shown if one.channel in {name, None})),
    )


class _Inventory:
    """
    Knows the catalogue and every card of a touchpoint.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.language = workspace.settings.language
        self.least = workspace.settings.privacy.least
        self.maps = {one.file: one for one in workspace.maps()}

    def touchpoints(self) -> tuple[Listed, ...]:
        """
        Join entries and cards.
        """
        entries = {one.id: one for one in self.workspace.records(Touchpoint)}
        placed: defaultdict[str, list[Shown]] = defaultdict(list)
        alone: defaultdict[tuple[str, str], list[Shown]] = defaultdict(list)
        for card in self.workspace.shelf.cards(_LANE):
            one = _shown(card, self.maps[card.file])
            entry = card.card.get("entry")
            if entry in entries:
                placed[entry].append(one)
            else:
                alone[one.language, entry or _alike(card.text)].append(one)
        catalogued = [self._catalogued(one, placed[one.id]) for one in entries.values()]
        others = sorted(map(self._alone, alone.values()), key=lambda one: str(one.title).casefold())
        return (*catalogued, *others)

    def _catalogued(self, entry: Touchpoint, shown: Sequence[Shown]) -> Listed:
        return Listed(
            id=entry.id,
            title=Quoted(entry.title, self.language, entry.id),
            entry=entry,
            use=entry.use,
            channels=_channels(entry.channels, shown),
            shown=tuple(shown),
            least=self.least,
            language=self.language,
        )

    def _alone(self, shown: Sequence[Shown]) -> Listed:
        first, card = shown[0], shown[0].card
        return Listed(
            id="",
            title=Quoted(card.text, first.language, card.entry or card.id),
            entry=None,
            use="now" if any(one.use == "now" for one in shown) else "wanted",
            channels=_channels((), shown),
            shown=tuple(shown),
            least=self.least,
            language=self.language,
        )


@lru_cache(maxsize=16_384)
def _alike(words: str) -> str:
    # Maps repeat themselves, and to make words alike takes longer than to read them.
    return searchable(words)


def _shown(card: ShelvedCard, journey: Shelved) -> Shown:
    return Shown(
        file=card.file,
        map=card.map,
        type=journey.type,
        language=journey.language,
        step=card.step,
        plain=card.card,
    )


def _channels(named: Iterable[str], shown: Iterable[Shown]) -> tuple[str, ...]:
    own = (one.channel for one in shown if one.channel is not None)
    return tuple(dict.fromkeys((*named, *own)))
