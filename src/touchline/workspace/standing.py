"""
How each map of a workspace stands, looked over once for each time that its file is written.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from pydantic import Field, TypeAdapter, ValidationError

from touchline.document.freshness import first_fresh, latest_evidence
from touchline.document.read import journey_of, rebuilt
from touchline.document.upkeep import backing, rhythm_days
from touchline.errors import StorageError
from touchline.linting.engine import lint, seen_on
from touchline.linting.ownership import unowned_blocks
from touchline.linting.rule import RULES
from touchline.model.experience import Assistance, Change, Opportunity, PainPoint
from touchline.model.structure import Part
from touchline.model.text import LocalText
from touchline.progress import task
from touchline.whole import write_whole
from touchline.workspace.side_by_side import side_by_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from touchline.linting.checked import Checked
    from touchline.workspace.shelf import Shelved
    from touchline.workspace.workspace import Workspace

#: Rules whose findings come and go with the days; they are told from dates instead.
DATED = frozenset({"stale-evidence", "review-overdue"})

#: Rules that say that something on the map is contradicted.
CONTRADICTIONS = frozenset({"contradicting-facts", "contradicted-card", "contradicted-feeling"})

#: Where looking a map over is saved from one time to the next.
_FILE = "standing.json"

#: Counted up whenever what is saved takes another form.
_FORM = 2

#: The text of so many maps is held at once.
_BATCH = 512

#: A change is open until it is done or dropped.
OPEN = frozenset({"idea", "planned", "doing"})


class Due(Part):
    """
    A change with a day.

    Args:
        card: The id of the change.
        day: By when it shall be done, or when a log has shown what it did.
    """

    card: str
    day: dt.date


class Standing(Part):
    """
    How a map stands, whatever the day.

    Args:
        file: Its file, as a path from the workspace's folder.
        size: The size of the file when it was looked over.
        modified: When the file was written, in nanoseconds.
        release: The release that looked, with the form of what it saved.
        id: The map's id; empty for a file that cannot be read.
        title: Its title in its own language; the file's name when it cannot be read.
        words: Its title in every language that it has.
        language: Its own language.
        status: Whether others may rely on it.
        owner: Who answers for it.
        is_measured: Its file holds figures of a log.
        findings: How many findings there are of each severity, those that hang on the day left out.
        filled: Its filled cells.
        backed: Those of them that rest on evidence.
        unowned: Its parts that nobody answers for.
        last_review: The day of the last review.
        every_days: How often it is to be looked over, as it says itself.
        asks_review: Its review is asked after; it does not allow to be late.
        evidence: How many cards have their latest evidence from each day.
        contradicted: How many places the data or other places contradict.
        pains: Its pain points.
        unanswered: Those of them that nothing answers.
        changes: How many changes there are by how far they have come.
        proven: Changes that are done and of which a log has shown something.
        due: Open changes with a day.
        shown: Changes of which a log has shown something, with the day on which it did last.
    """

    file: str
    size: int = 0
    modified: int = 0
    release: str = ""
    id: str = ""
    title: str = ""
    words: LocalText | None = None
    language: str = "en"
    status: str = "draft"
    owner: str | None = None
    is_measured: bool = False
    findings: dict[str, int] = Field(default_factory=dict)
    filled: int = 0
    backed: int = 0
    unowned: int = 0
    last_review: dt.date | None = None
    every_days: int | None = None
    asks_review: bool = True
    evidence: dict[dt.date, int] = Field(default_factory=dict)
    contradicted: int = 0
    pains: int = 0
    unanswered: int = 0
    changes: dict[str, int] = Field(default_factory=dict)
    proven: int = 0
    due: tuple[Due, ...] = ()
    shown: tuple[Due, ...] = ()

    def stale(self, today: dt.date) -> int:
        """
        Count the cards whose evidence is stale on a day.

        Args:
            today: The day.

        Returns:
            How many.
        """
        bound = first_fresh(today, last_review=self.last_review, rhythm_days=self.every_days)
        return sum(n for day, n in self.evidence.items() if day < bound)

    def review_due(self, otherwise_days: int) -> dt.date | None:
        """
        Work out when the map is to be looked over again.

        Args:
            otherwise_days: How often maps are looked over that do not say so themselves.

        Returns:
            The last day on which that is in time; None for a map that was never looked over, or
            that allows itself to be late.
        """
        rhythm = self.every_days or otherwise_days
        last = self.last_review
        if last is None or not self.asks_review or rhythm > (dt.date.max - last).days:
            return None
        return last + dt.timedelta(days=rhythm)

    def overdue(self, today: dt.date) -> tuple[Due, ...]:
        """
        List the open changes that should be done by now.

        Args:
            today: The day.

        Returns:
            The changes, the longest overdue first.
        """
        return tuple(sorted((one for one in self.due if one.day < today), key=lambda one: one.day))


_STANDINGS: TypeAdapter[tuple[Standing, ...]] = TypeAdapter(tuple[Standing, ...])


def standings(workspace: Workspace) -> tuple[Standing, ...]:
    """
    Say how each map of a workspace stands.

    Only files that were written since the last time are looked over again.

    Args:
        workspace: The workspace.

    Returns:
        The standings in the order of the maps; a file that cannot be read has no id.
    """
    place = workspace.folder / ".touchline" / _FILE
    known = {one.file: one for one in _saved(place)}
    release = f"{version('touchline')}/{_FORM}"
    maps = workspace.maps()
    found = {one.file: before for one in maps if (before := _unchanged(one, known, release))}
    waiting = [one for one in maps if one.file not in found]
    if not waiting and len(found) == len(known):
        return tuple(found.values())
    try:
        look = partial(_looked_over, release)
        with task("map", len(waiting)) as steps:
            for i in range(0, len(waiting), _BATCH):
                some = waiting[i : i + _BATCH]
                texts = [(one, workspace.shelf.text_of(one.file)) for one in some]
                for looked in side_by_side(look, texts):
                    found[looked.file] = looked
                    steps.add()
    finally:
        # Whoever stops a long look finds what it has seen so far the next time.
        _save(place, found.values())
    return tuple(found[one.file] for one in maps)


def _unchanged(shelved: Shelved, known: Mapping[str, Standing], release: str) -> Standing | None:
    """
    Find what is known of a map whose file is as it was.
    """
    before = known.get(shelved.file)
    key = (shelved.size, shelved.modified, release)
    is_known = before is not None and (before.size, before.modified, before.release) == key
    return before if is_known else None


def _saved(place: Path) -> tuple[Standing, ...]:
    try:
        return _STANDINGS.validate_json(place.read_bytes())
    except (OSError, ValidationError):
        # What was saved only spares work: all of it can be found again.
        return ()


def _save(place: Path, found: Iterable[Standing]) -> None:
    try:
        write_whole(place, _STANDINGS.dump_json(tuple(found), exclude_defaults=True))
    except StorageError:
        # A folder that is closed to us costs time at the next look, and nothing else.
        return


def _looked_over(release: str, known: tuple[Shelved, str | None]) -> Standing:
    shelved, text = known
    plain = {
        "file": shelved.file,
        "size": shelved.size,
        "modified": shelved.modified,
        "release": release,
        "title": shelved.title,
    }
    if text is None:
        return Standing.model_validate(plain)
    found = rebuilt(text)
    # Which day it is does not matter to the rules that run here.
    seen = seen_on(found)
    told = lint(found, rules=[name for name in RULES if name not in DATED], today=seen.today)
    journey = journey_of(found)
    counted = backing(journey)
    return Standing.model_validate(
        plain
        | {
            "id": journey.id,
            "words": journey.title,
            "language": journey.language,
            "status": journey.status,
            "owner": journey.owner,
            "is_measured": seen.measures is not None,
            "findings": dict(Counter(one.severity for one in told)),
            "filled": counted.filled,
            "backed": counted.backed,
            "unowned": len(unowned_blocks(seen)),
            "last_review": journey.review.last,
            "every_days": rhythm_days(journey),
            "asks_review": not seen.places.allows("review-overdue", None),
            "evidence": _evidence(seen),
            "contradicted": sum(one.name in CONTRADICTIONS for one in told),
        }
        | _work(seen)
    )


def _evidence(seen: Checked) -> dict[dt.date, int]:
    days = Counter[dt.date]()
    for lane, cell, card in seen.cards:
        latest = latest_evidence(card)
        if latest is not None:
            at = seen.place_of(lane, cell, card)
            days[latest] += not seen.places.allows("stale-evidence", at)
    return +days


def _work(seen: Checked) -> dict[str, object]:
    """
    Count what hurts and what is done about it.
    """
    cards = [card for _, _, card in seen.cards]
    pains = {card.id for card in cards if isinstance(card, PainPoint)}
    changes = [card for card in cards if isinstance(card, Change)]
    answered = {
        name
        for card in cards
        if isinstance(card, Assistance | Opportunity | Change)
        and (isinstance(card, Assistance) or card.status != "dropped")
        for name in card.answers
    }
    return {
        "pains": len(pains),
        "unanswered": len(pains - answered),
        "changes": dict(Counter(change.status for change in changes)),
        "proven": sum(change.status == "done" and bool(change.results) for change in changes),
        "due": tuple(
            Due(card=change.id, day=change.due)
            for change in changes
            if change.due is not None and change.status in OPEN
        ),
        "shown": tuple(
            Due(card=change.id, day=change.result.date)
            for change in changes
            if change.result is not None
        ),
    }
