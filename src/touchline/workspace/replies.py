"""
Replies to a questionnaire that Touchline made: one line a person, one column a question.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from touchline.eventlog.columns import NumberColumn, TextColumn
from touchline.workspace.knowledge import TOPICS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.eventlog.columns import Column
    from touchline.eventlog.survey import Survey
    from touchline.model.map import JourneyMap
    from touchline.model.text import LocalText
    from touchline.model.work.item import Topic

#: The ends of the scales that a questionnaire has.
LOW, HIGH = 1.0, 5.0

#: How bad a pain point can be at worst; 0 says that it never happened.
WORST = 3
_GRADED = ".severity"
_RATED = ("emotion", "importance", "expectations")
_PICKED = ("pain-points", "needs", "touchpoints", "barriers", "enablers", "wants")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    A question of which a column holds the answers.

    Args:
        column: The column.
        step: The id of the step; None for a question about the whole.
        lane: The kind of the lane; None likewise.
        topic: What it is about beyond the steps.
        cards: The texts of the cards that were offered, by id.
    """

    column: str
    step: str | None = None
    lane: str | None = None
    topic: Topic | None = None
    cards: Mapping[str, LocalText] = field(default_factory=lambda: MappingProxyType({}))

    def words(self, card: str, language: str) -> str:
        """
        Say what a card says.

        Args:
            card: Its id.
            language: The reader's language tag.

        Returns:
            The words.
        """
        return self.cards[card].said(language)

    def place(self, journey: JourneyMap) -> str:
        """
        Say where the answers belong.

        Args:
            journey: The map.

        Returns:
            The step, or the whole map.
        """
        return f"{journey.id}/step:{self.step}" if self.step else journey.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """
    The questions whose answers some replies hold.

    Args:
        rated: Those answered on a scale.
        several: Those answered by choosing cards.
        graded: Those answered by how much a pain point held people back.
        open: Those answered in one's own words.
    """

    rated: tuple[Asked, ...]
    several: tuple[Asked, ...]
    graded: tuple[Asked, ...]
    open: tuple[Asked, ...]

    def scores(self, survey: Survey) -> Survey | None:
        """
        Put the answers on scales below each other, a line for each score.

        Args:
            survey: A line for each person.

        Returns:
            The scores, whose moment is the step and whose kind is the lane; None without any.
        """
        if not self.rated:
            return None
        parts = [self._part(survey, one) for one in self.rated]
        rows = np.concatenate([rows for rows, _ in parts])
        which = np.concatenate([np.full(len(rows), i) for i, (rows, _) in enumerate(parts)])
        steps = sorted({one.step or "" for one in self.rated})
        kinds = sorted({one.lane or "" for one in self.rated})
        step_of = np.asarray([steps.index(one.step or "") for one in self.rated], dtype=np.int32)
        kind_of = np.asarray([kinds.index(one.lane or "") for one in self.rated], dtype=np.int32)
        columns: dict[str, Column] = {
            name: column.take(rows)
            for name, column in survey.columns.items()
            if name == "participants"
        }
        columns |= {
            "score": NumberColumn(np.concatenate([values for _, values in parts])),
            "kind": TextColumn(kind_of[which], tuple(kinds)),
            "scale_low": NumberColumn(np.full(len(rows), LOW)),
            "scale_high": NumberColumn(np.full(len(rows), HIGH)),
        }
        return replace(
            survey,
            respondent=survey.respondent[rows],
            moment=TextColumn(step_of[which], tuple(steps)),
            timestamp=survey.timestamp[rows],
            columns=MappingProxyType(columns),
        )

    def _part(self, survey: Survey, asked: Asked) -> tuple[np.ndarray, np.ndarray]:
        values = survey.numbers(asked.column, at=asked.column)
        rows = np.flatnonzero((values >= LOW) & (values <= HIGH))
        return rows, values[rows]


def asked_in(survey: Survey, journey: JourneyMap) -> Questions:
    """
    Find the questions of a questionnaire whose answers some replies hold.

    Args:
        survey: The replies.
        journey: The map for which the questionnaire was made.

    Returns:
        The questions, known by the names of their columns.
    """
    there = [one for one in _all(journey) if one.column in survey.columns]
    is_rated = {one.column: one.lane in _RATED and one.column.endswith(one.lane) for one in there}
    # Where a questionnaire offered nothing to choose from, the column holds people's own words.
    several = tuple(
        one
        for one in there
        if one.column.endswith(_PICKED) and any(ticked(survey, one)[0].values())
    )
    graded = tuple(one for one in there if one.column.endswith(_GRADED))
    taken = {one.column for one in (*several, *graded)}
    rated = tuple(one for one in there if is_rated[one.column])
    open_ones = (one for one in there if one.column not in taken and not is_rated[one.column])
    return Questions(rated=rated, several=several, graded=graded, open=tuple(open_ones))


def _all(journey: JourneyMap) -> Iterator[Asked]:
    for topic in TOPICS:
        yield Asked(column=f"topic.{topic}", topic=topic)
    yield Asked(column="anything-else")
    for step in journey.steps:
        yield Asked(column=f"{step.id}.story", step=step.id)
        for lane in journey.lanes:
            found = [card for cell in lane.cells if cell.at == step.id for card in cell.cards]
            cards = {card.id: card.text for card in found if card.text}
            stem = f"{step.id}.{lane.kind}"
            yield Asked(column=stem, step=step.id, lane=lane.kind, cards=cards)
            yield Asked(column=f"{stem}.cause", step=step.id, lane=lane.kind)
            for card in found:
                own = {card.id: card.text}
                for what in ("why", "help", "severity"):
                    column = f"{stem}.{card.id}.{what}"
                    yield Asked(column=column, step=step.id, lane=lane.kind, cards=own)


def ticked(survey: Survey, asked: Asked) -> tuple[Counter[str], int]:
    """
    Count how many people chose each card.

    Args:
        survey: The replies.
        asked: The question.

    Returns:
        The counts by the id of the card, and how many people answered at all.
    """
    known = {_plain(name): name for name in asked.cards}
    for name, text in asked.cards.items():
        known |= {_plain(words): name for _, words in text.versions}
    column = survey.texts(asked.column, at=asked.column)
    people: dict[str, set[int]] = {name: set() for name in asked.cards}
    answered: set[int] = set()
    for row in np.flatnonzero(column.codes >= 0).tolist():
        who = int(survey.respondent[row])
        answered.add(who)
        for part in (column.text(row) or "").split("|"):
            chosen = known.get(_plain(part))
            if chosen is not None:
                people[chosen].add(who)
    return Counter({name: len(found) for name, found in people.items()}), len(answered)


def degrees(survey: Survey, asked: Asked) -> tuple[float | None, int, int]:
    """
    Sum up how much a pain point held people back.

    Args:
        survey: The replies.
        asked: The question.

    Returns:
        The median degree from 1 to 3 among those whom it met, how many they are, and how many
        answered.
    """
    values = survey.numbers(asked.column, at=asked.column)
    given = values[(values >= 0) & (values <= WORST)]
    met = given[given >= 1]
    return (float(np.median(met)) if len(met) else None, len(met), len(given))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
