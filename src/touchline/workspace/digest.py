"""
What became stale, contradicted or overdue since a day, and what moved (R-137 to R-140, M3).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from touchline.document.freshness import first_fresh, latest_evidence
from touchline.document.read import rebuilt
from touchline.i18n import date_text, translate
from touchline.linting.engine import lint, seen_on
from touchline.linting.finding import Finding, Quoted
from touchline.location import Location
from touchline.model.experience import Change
from touchline.model.work.log import Log
from touchline.model.work.measurement import KeptFigure
from touchline.workspace.figures import figure_text
from touchline.workspace.log_files import state_of_log
from touchline.workspace.sheets import Heading, Items, Words, markdown, page
from touchline.workspace.standing import CONTRADICTIONS, standings
from touchline.workspace.status import drifts, review_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap
    from touchline.workspace.drift import Drifted
    from touchline.workspace.sheets import Block
    from touchline.workspace.standing import Standing
    from touchline.workspace.workspace import Workspace

#: What a digest tells of, in this order.
Section = Literal["reviews", "stale", "contradicted", "changes", "shown", "drift", "logs", "faults"]
SECTIONS: tuple[Section, ...] = get_args(Section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    One thing that a digest tells.

    Args:
        section: Where it stands.
        title: What the map or the log is called.
        file: The file of the map; empty for a log.
        finding: What is the matter.
        day: Since when, where a day is known.
        is_new: It was not so on the day from which is told.
    """

    section: Section
    title: Quoted
    file: str
    finding: Diagnostic
    day: dt.date | None
    is_new: bool

    def plain(self, language: str) -> dict[str, Any]:
        """
        Give it to a program.

        Args:
            language: The language of the sentence.

        Returns:
            Names and values as JSON knows them.
        """
        return {
            "section": self.section,
            "title": self.title.said(language),
            "file": self.file or None,
            "at": str(self.finding.at or ""),
            "name": self.finding.name,
            "message": self.finding.told(language),
            "day": self.day.isoformat() if self.day else None,
            "is_new": self.is_new,
        }


@dataclass(frozen=True, slots=True)
class Digest:
    """
    What happened to the maps of a workspace between two days.

    Args:
        title: What the workspace is called.
        since: The first day.
        until: The last day.
        entries: What is told, section by section.
    """

    title: str
    since: dt.date
    until: dt.date
    entries: tuple[Entry, ...]

    @property
    def n_new(self) -> int:
        """
        How many entries are new.
        """
        return sum(entry.is_new for entry in self.entries)

    def plain(self, language: str = "en") -> dict[str, Any]:
        """
        Give it to a program.

        Args:
            language: The language of the sentences.

        Returns:
            Names and values as JSON knows them.
        """
        return {
            "title": self.title,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "new": self.n_new,
            "entries": [entry.plain(language) for entry in self.entries],
        }

    def markdown(self, language: str = "en", *, is_whole: bool = False) -> str:
        """
        Write it for people.

        Args:
            language: The reader's language tag.
            is_whole: Tell also what was so before.

        Returns:
            Markdown.
        """
        return markdown(self._blocks(language, is_whole=is_whole))

    def page(self, language: str = "en", *, is_whole: bool = False) -> str:
        """
        Write it as one HTML page.

        Args:
            language: The reader's language tag.
            is_whole: Tell also what was so before.

        Returns:
            The page.
        """
        title = translate("digest.title", language, title=self.title)
        blocks = tuple(self._blocks(language, is_whole=is_whole))
        return page(blocks, title=title, language=language)

    def _blocks(self, language: str, *, is_whole: bool) -> Iterator[Block]:
        days = (date_text(self.since, language), date_text(self.until, language))
        yield Heading(translate("digest.title", language, title=self.title), 1)
        yield Words(translate("digest.span", language, since=days[0], until=days[1], n=self.n_new))
        for section in SECTIONS:
            own = [entry for entry in self.entries if entry.section == section]
            told = [entry for entry in own if entry.is_new or is_whole]
            if not own:
                continue
            yield Heading(translate(f"digest.{section}", language), 2)
            if told:
                yield Items(tuple(_line(entry, language) for entry in told))
            if len(own) > len(told):
                older = translate("digest.older", language, n=len(own) - len(told))
                yield Words(older, is_note=True)


def _line(entry: Entry, language: str) -> str:
    return translate(
        "digest.line",
        language,
        title=entry.title.said(language),
        message=entry.finding.told(language),
    )


def digest(workspace: Workspace, since: dt.date, *, today: dt.date | None = None) -> Digest:
    """
    Tell what became stale, contradicted or overdue since a day, what drifted and what was shown.

    A contradiction counts as new when the map's file was written since that day.

    Args:
        workspace: The workspace.
        since: The first day.
        today: The last day; None for the day it is here.

    Returns:
        The digest.
    """
    until = today or dt.datetime.now().astimezone().date()
    settings = workspace.settings
    teller = _Teller(workspace, since, until)
    found = standings(workspace)
    entries = [entry for standing in found for entry in teller.of_map(standing)]
    entries += teller.of_drift(found)
    entries += teller.of_logs()
    entries.sort(key=lambda entry: (SECTIONS.index(entry.section), not entry.is_new))
    title = settings.title.said(settings.language, otherwise=settings.language)
    return Digest(title, since, until, tuple(entries))


class _Teller:
    """
    Tells what happened between two days.
    """

    def __init__(self, workspace: Workspace, since: dt.date, until: dt.date) -> None:
        self.workspace = workspace
        self.since = since
        self.until = until
        self.every = review_days(workspace)
        self.steps: dict[tuple[str, str | None], Quoted] = {}

    def of_map(self, standing: Standing) -> Iterator[Entry]:
        """
        Tell what is the matter with a map; it is only read when something is.
        """
        if not standing.id:
            yield self._entry(standing, "faults", _finding("unreadable"), self._written(standing))
            return
        yield from self._review(standing)
        is_touched = (
            standing.stale(self.until)
            or standing.contradicted
            or standing.overdue(self.until)
            or any(one.day >= self.since for one in standing.shown)
        )
        if is_touched:
            text = self.workspace.shelf.text_of(standing.file)
            if text is None:
                # It was written again just now and cannot be read; the next digest tells.
                return
            found = rebuilt(text)
            seen = seen_on(found, self.until)
            yield from self._stale(standing, seen)
            yield from self._contradicted(standing, found)
            yield from self._changes(standing, seen)

    def _review(self, standing: Standing) -> Iterator[Entry]:
        due = standing.review_due(self.every)
        if due is not None and due < self.until:
            owner = standing.owner or "none"
            yield self._entry(standing, "reviews", _finding("review", due=due, owner=owner), due)
        elif standing.last_review is None and standing.status == "published":
            day = self._written(standing)
            yield self._entry(standing, "reviews", _finding("unreviewed"), day)

    def _stale(self, standing: Standing, seen: Checked) -> Iterator[Entry]:
        before, now = (
            first_fresh(day, last_review=standing.last_review, rhythm_days=standing.every_days)
            for day in (self.since, self.until)
        )
        for lane, cell, card in seen.cards:
            at, latest = seen.place_of(lane, cell, card), latest_evidence(card)
            if latest is None or latest >= now or seen.places.allows("stale-evidence", at):
                continue
            words = seen.said(card.text, card.id)
            step = seen.step_name(cell.at)
            finding = _finding("stale-card", at, card=words, step=step, latest=latest)
            yield Entry(
                section="stale",
                title=_titled(standing),
                file=standing.file,
                finding=finding,
                day=latest,
                is_new=latest >= before,
            )

    def _contradicted(self, standing: Standing, found: JourneyMap | MeasuredMap) -> Iterator[Entry]:
        if standing.contradicted:
            for one in lint(found, rules=sorted(CONTRADICTIONS), today=self.until):
                yield self._entry(standing, "contradicted", one, self._written(standing))

    def _changes(self, standing: Standing, seen: Checked) -> Iterator[Entry]:
        late = {one.card: one.day for one in standing.overdue(self.until)}
        shown = {one.card: one.day for one in standing.shown if one.day >= self.since}
        for lane, cell, card in seen.cards:
            if not isinstance(card, Change):
                continue
            at, words = seen.place_of(lane, cell, card), seen.said(card.text, card.id)
            if card.id in late:
                day = late[card.id]
                finding = _finding(
                    "late-change", at, card=words, due=day, owner=card.owner or "none"
                )
                yield self._entry(standing, "changes", finding, day)
            if card.id in shown and card.result is not None:
                verdict = card.result.verdict.replace("-", "_")
                finding = _finding("shown-result", at, card=words, verdict=verdict)
                yield self._entry(standing, "shown", finding, shown[card.id])

    def of_drift(self, found: Sequence[Standing]) -> Iterator[Entry]:
        """
        Tell which measured numbers left their interval.
        """
        by_id = {one.id: one for one in found}
        for one in drifts(self.workspace, found):
            day = one.until.date()
            yield self._entry(by_id[one.map], "drift", self._drifted(one), day)

    def _drifted(self, one: Drifted) -> Diagnostic:
        at = Location.of(("step", one.step)) if one.step else Location()
        return _Drift(
            name="drift",
            key="digest.drift-found",
            values={
                "figure": one.figure,
                "step": self._step(one) if one.step else "none",
                "before": one.before,
                "after": one.after,
                "since": one.since.date(),
                "direction": one.direction,
                "sure": "yes" if one.is_sure else "no",
            },
            severity="warning" if one.direction == "worse" else "hint",
            at=at,
        )

    def _step(self, one: Drifted) -> Quoted:
        key = (one.map, one.step)
        if key not in self.steps:
            file = self.workspace.shelf.file_of(one.map)
            for _, journey in self.workspace.shelf.outlines(file) if file else ():
                for step in journey.steps:
                    self.steps[one.map, step.id] = Quoted(step.name, journey.language, step.id)
            self.steps.setdefault(key, Quoted(None, "en", one.step or ""))
        return self.steps[key]

    def of_logs(self) -> Iterator[Entry]:
        """
        Tell which logs were written since they were read, or are gone.
        """
        for log in self.workspace.records(Log):
            state = state_of_log(self.workspace.folder, log)
            if state != "read":
                yield Entry(
                    section="logs",
                    title=Quoted(log.title, self.workspace.settings.language, log.id),
                    file="",
                    finding=_finding("log", state=state),
                    day=log.read_at.date() if log.read_at else None,
                    is_new=True,
                )

    def _entry(
        self, standing: Standing, section: Section, finding: Diagnostic, day: dt.date
    ) -> Entry:
        return Entry(
            section=section,
            title=_titled(standing),
            file=standing.file,
            finding=finding,
            day=day,
            is_new=day >= self.since,
        )

    def _written(self, standing: Standing) -> dt.date:
        """
        Find the day on which a map's file was written.
        """
        return dt.datetime.fromtimestamp(standing.modified / 1e9, dt.UTC).astimezone().date()


class _Drift(Finding):
    """
    A drift tells its numbers the way their unit is written in the reader's language.
    """

    def told(self, language: str = "en") -> str:
        values = self.written(language)
        name = translate(f"figure.{self.values['figure']}", language)
        numbers = {
            side: figure_text(figure, language)
            for side, figure in self.values.items()
            if isinstance(figure, KeptFigure)
        }
        return translate(self.key, language, **{**values, **numbers, "figure": name})


def _titled(standing: Standing) -> Quoted:
    return Quoted(standing.words, standing.language, standing.title)


def _finding(name: str, at: Location | None = None, **values: object) -> Diagnostic:
    return Finding(
        name=name, key=f"digest.{name}", values=values, severity="warning", at=at or Location()
    )
