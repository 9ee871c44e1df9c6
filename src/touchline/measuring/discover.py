"""
A draft map from a log alone.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from touchline.analysis.discovery import END, START, Discovery
from touchline.analysis.funnel import Funnel
from touchline.i18n import date_text, interval_text, number, percent, translate
from touchline.measuring.dictionaries import DEFAULT, dictionary_named
from touchline.measuring.errors import NothingToDiscover
from touchline.model.binding import Matcher
from touchline.model.experience import Channel, Objective, Touchpoint
from touchline.model.map import JourneyMap, Measurement
from touchline.model.naming import Ids, slug
from touchline.model.structure import Card, Cell, Evidence, Lane, Stage, Step
from touchline.model.text import LocalText
from touchline.units import to_datetime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.analysis.discovery import DiscoveryAnswer, Milestone, Way
    from touchline.eventlog.log import EventLog
    from touchline.measuring.dictionaries import Dictionary
    from touchline.model.structure import StageKind

#: The measured lanes of a draft, from top to bottom.
MEASURED_LANES = ("reached", "completion", "time-to-next", "repeats", "occupancy", "deviations")
#: Ways out of a step that are worth a line.
MOST_WAYS = 3
_DAY = 86_400_000_000


def discover(
    log: EventLog,
    *,
    title: str | None = None,
    language: str = "en",
    coverage: float = 0.8,
    max_steps: int = 12,
    dictionary: str | None = DEFAULT,
    least: int = 1,
) -> JourneyMap:
    """
    Draft a map from a log, every step bound to its events and every card marked as data-derived.

    Milestones become steps, in the order in which customers meet them; the way that most of them
    walk is the planned one, and what lies beside it is optional. The draft says what share of the
    real paths it covers, and that nobody has reviewed it.

    Args:
        log: The events.
        title: What the map is called; None names it after the log.
        language: The language of the draft's own words.
        coverage: The share of paths that the kept ways must carry.
        max_steps: How many steps the draft may have.
        dictionary: The name of a dictionary that says what the events of a tracking plan mean; it
            names touchpoints and their channels, and says what part of the customer's life a stage
            is. None takes the log's own names alone.
        least: Ways that fewer customers took are not told, nor numbers of fewer.

    Returns:
        The map; measure it with the same log to fill its measured lanes.

    Raises:
        NothingToDiscover: The log holds no path.
        UnknownDictionary: There is no dictionary of that name.
        InputError: The coverage or the number of steps cannot be used.

    Source:
        docs/explanation/discovery.md.
    """
    known = dictionary_named(dictionary)
    found = Discovery(coverage=coverage, max_steps=max_steps).answer(log)
    if not found.milestones:
        raise NothingToDiscover(source=log.source)
    draft = _Draft(log, found, language, known, least=least)
    return JourneyMap(
        id=slug(log.source.partition(".")[0]) or "discovered",
        title=LocalText.of(title or translate("discover.title", language, source=log.source)),
        language=language,
        type="current-state",
        discovered=True,
        objective=Objective(statement=LocalText.of(translate("discover.objective", language))),
        scenario=LocalText.of(draft.scenario()),
        channels=draft.channels(),
        stages=draft.stages(),
        lanes=draft.lanes(),
        measurement=Measurement(window=draft.window()),
    )


class _Draft:
    """
    What was discovered, on its way to becoming a map.
    """

    def __init__(
        self,
        log: EventLog,
        found: DiscoveryAnswer,
        language: str,
        dictionary: Dictionary | None,
        *,
        least: int,
    ) -> None:
        self.log, self.least = log, least
        self.found = found
        self.language = language
        looked_up = {
            one.activity: dictionary.meaning(one.activity) if dictionary else None
            for one in found.milestones
        }
        self.meanings = {activity: one for activity, one in looked_up.items() if one}
        ids = Ids()
        self.id_of = {one.activity: ids.of(one.activity, "step") for one in found.milestones}
        self.way = _main_way(found)

    def scenario(self) -> str:
        share, bounds = self.found.coverage, self.found.interval
        return translate(
            "discover.scenario",
            self.language,
            n=number(self.found.paths, self.language),
            share=percent(share or 0.0, self.language),
            interval=interval_text(*bounds, self.language) if bounds else "",
            left=self.found.ways_left_out,
        )

    def channels(self) -> tuple[Channel, ...]:
        """
        List the channels that the dictionary names, unless the log knows better.
        """
        named = [] if self.log.channel is not None else self.meanings.values()
        return tuple(
            Channel(id=one, name=LocalText.of(translate(f"channel.{one}.title", self.language)))
            for one in dict.fromkeys(meaning.channel for meaning in named)
        )

    def stages(self) -> tuple[Stage, ...]:
        rows: list[Stage] = []
        for index, proposed in enumerate(self.found.stages):
            steps = tuple(self._step(one) for one in self.found.milestones if one.stage == index)
            names = proposed.milestones
            name = names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"
            kind = self._kind(names)
            rows.append(
                Stage(id=f"stage-{index + 1}", name=LocalText.of(name), kind=kind, steps=steps)
            )
        return tuple(rows)

    def _kind(self, activities: tuple[str, ...]) -> StageKind | None:
        """
        Find what part of the customer's life most of a stage's activities belong to.
        """
        kinds = [self.meanings[one].stage for one in activities if one in self.meanings]
        return max(kinds, key=kinds.count, default=None)

    def _step(self, one: Milestone) -> Step:
        is_beside = one.activity not in self.way
        name = LocalText.of(one.activity)
        return Step(
            id=self.id_of[one.activity], name=name, optional=is_beside, milestone=not is_beside
        )

    def lanes(self) -> tuple[Lane[Any], ...]:
        measured = [Lane(id=kind, kind=kind) for kind in MEASURED_LANES]
        if self.log.channel is not None:
            measured.append(Lane(id="channel-mix", kind="channel-mix"))
        ways = Lane(
            id="ways-on",
            kind="insights",
            title=LocalText.of(translate("discover.ways.title", self.language)),
            hint=LocalText.of(translate("discover.ways.hint", self.language)),
            cells=tuple(self._ways_cell(one) for one in self.found.milestones),
        )
        touchpoints = Lane[Touchpoint](
            id="touchpoints",
            kind="touchpoints",
            cells=tuple(self._touchpoint_cell(one) for one in self.found.milestones),
        )
        return (touchpoints, *measured, ways, Lane(id="evidence", kind="evidence"))

    def _touchpoint_cell(self, one: Milestone) -> Cell[Touchpoint]:
        name = self.id_of[one.activity]
        known = self.meanings.get(one.activity)
        card = Touchpoint(
            id=f"event-{name}",
            text=LocalText.of(known.title(self.language) if known else one.activity),
            channel=known.channel if known and self.log.channel is None else None,
            binding=(Matcher(activities=(one.activity,)),),
            evidence=(self._evidence(one.cases),),
        )
        return Cell[Touchpoint](at=name, cards=(card,))

    def _ways_cell(self, one: Milestone) -> Cell[Card]:
        name = self.id_of[one.activity]
        ways = of_enough([way for way in self.found.ways if way.source == one.activity], self.least)
        cards = tuple(
            Card(
                id=f"way-{name}-{index}",
                text=LocalText.of(self._told(way)),
                evidence=(self._evidence(max(way.count, 1)),),
            )
            for index, way in enumerate(ways[:MOST_WAYS], start=1)
        )
        return Cell[Card](at=name, cards=cards)

    def _told(self, way: Way) -> str:
        share = percent(way.share_out, self.language, digits=0)
        if way.target == END:
            return translate("discover.way.end", self.language, share=share)
        return translate("discover.way.on", self.language, share=share, step=way.target)

    def _evidence(self, n: int) -> Evidence:
        end = self.log.log_end
        day = to_datetime(end, self.log.zone).date() if end is not None else None
        words = {"source": self.log.source, "day": date_text(day, self.language) if day else ""}
        source = LocalText.of(translate("discover.source", self.language, **words))
        is_told = n >= self.least
        return Evidence(grade="measured", source=source, date=day, n=max(n, 1) if is_told else None)

    def window(self) -> str | None:
        """
        Allow the time within which nine in ten of those who walk the whole way do so.
        """
        if len(self.way) < 2:  # noqa: PLR2004 (a way has a beginning and an end)
            return None
        steps: Any = self.way
        last = Funnel(steps=steps).answer(self.log).steps[-1]
        if last.p90_us_from_first is None:
            return None
        return f"{max(1, math.ceil(last.p90_us_from_first / _DAY))}d"


def of_enough(ways: Sequence[Way], least: int) -> list[Way]:
    """
    Leave out the ways out of a step that few took, and one more where all others would tell them.

    Args:
        ways: All ways out of a step.
        least: How many must have taken one.

    Returns:
        The others, in their order.
    """
    few = [way for way in ways if way.count < least]
    left = sorted((way for way in ways if way.count >= least), key=lambda way: way.count)
    while left and few and (len(few) == 1 or sum(way.count for way in few) < least):
        few.append(left.pop(0))
    return [way for way in ways if way not in few]


def _main_way(found: DiscoveryAnswer) -> tuple[str, ...]:
    """
    Walk forward from the start along the most walked ways.
    """
    place = {one.activity: index for index, one in enumerate(found.milestones)}
    walked: list[str] = []
    here, latest = START, -1
    while True:
        ahead = [
            way for way in found.ways if way.source == here and place.get(way.target, -1) > latest
        ]
        if not ahead:
            return tuple(walked)
        best = max(ahead, key=lambda way: (way.count, -place[way.target]))
        here, latest = best.target, place[best.target]
        walked.append(here)
