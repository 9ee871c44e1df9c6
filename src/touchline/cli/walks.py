"""
`touchline walks MAP FILE...`: filled walks brought together, compared and put into the map.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from touchline.analysis.satisfaction import Satisfaction
from touchline.cli._command import Verb, option
from touchline.cli._language import asked_language
from touchline.cli._maps import read_map
from touchline.cli._output import as_text, deliver, json_option, output_option, say
from touchline.cli._plain import harmless
from touchline.cli._privacy import least_group, least_option
from touchline.cli._source import LogOptions, source_options
from touchline.cli._table import table
from touchline.cli._workspace import author_of, author_option, opened, workspace_option
from touchline.document.describe import described
from touchline.document.edits import SetField, apply, to_json
from touchline.document.read import journey_of
from touchline.document.write import dump
from touchline.i18n import date_text, duration_text, list_text, number, quote, translate
from touchline.measuring.measure import measure
from touchline.measuring.measured import MeasuredMap
from touchline.measuring.small_groups import guarded
from touchline.model.work.walk import Walk
from touchline.sources import read_survey
from touchline.workspace.walk_comparison import ComparedStep, compare_walks, told_apart
from touchline.workspace.walk_evidence import walk_evidence
from touchline.workspace.walk_files import read_walks
from touchline.workspace.walks import merge_walks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.analysis.satisfaction import Score
    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.measuring.measured import Measures
    from touchline.model.map import JourneyMap
    from touchline.workspace.walks import Merged

EXAMPLES = (
    "touchline walks invented_shop/map.yaml walks.csv",
    (
        "touchline walks invented_shop/map.yaml walks.csv --log invented_shop/events.csv.gz"
        " --answers invented_shop/answers.csv"
    ),
    "touchline walks invented_shop/map.yaml walks.csv --write",
)


def _walks(**values: Any) -> None:
    path, files = values.pop("journey"), values.pop("files")
    output, language = values.pop("output"), asked_language(values.pop("language"))
    is_written, is_kept = values.pop("is_written"), values.pop("is_kept")
    as_json, folder, author = (
        values.pop("as_json"),
        values.pop("workspace"),
        values.pop("author"),
    )
    answers, kind = values.pop("answers"), values.pop("kind")
    found = read_map(path)
    journey = journey_of(found)
    walks = _given(journey, files, folder)
    if is_kept and files:
        with opened(folder) as workspace:
            workspace.put(*walks, author=author_of(author))
        say("walks.kept", n=len(walks))
    merged = merge_walks(journey, walks, language=language)
    compared = compare_walks(
        journey,
        merged,
        measures=_measures(found, values),
        scores=_scores(answers, kind),
        kind=kind,
    )
    edits = walk_evidence(journey, walks)
    if is_written and edits:
        after = apply(journey, edits)
        changed = replace(found, journey=after) if isinstance(found, MeasuredMap) else after
        dump(changed, Path(path), like=Path(path))
        say("cli.written", path=path)
    notes = (*merged.findings, *told_apart(compared))
    if as_json:
        deliver(as_text(_record(merged, compared, edits, notes, language)), output)
        return
    telling = _Telling(journey, merged, compared, language)
    listed = () if is_written else edits
    deliver(harmless("".join(telling.all(listed, notes))), output)


def _given(journey: JourneyMap, files: Sequence[str], folder: str) -> tuple[Walk, ...]:
    """
    Read the walks: from files, else those that the workspace keeps.
    """
    if files:
        return tuple(walk for file in files for walk in read_walks(Path(file), journey))
    with opened(folder) as workspace:
        return tuple(walk for walk in workspace.records(Walk) if walk.map == journey.id)


def _measures(found: JourneyMap | MeasuredMap, values: dict[str, Any]) -> Measures | None:
    least = least_group(values)
    options = LogOptions.taken_from(values, "log")
    if options.sources:
        return guarded(measure(journey_of(found), options.read()), least).measures
    return found.measures if isinstance(found, MeasuredMap) else None


def _scores(answers: str | None, kind: str | None) -> tuple[Score, ...]:
    if answers is None:
        return ()
    return Satisfaction(kind=kind, method="mean").answer(read_survey(answers)).scores


def _record(
    merged: Merged,
    compared: Sequence[ComparedStep],
    edits: Sequence[Edit],
    notes: Sequence[Diagnostic],
    language: str,
) -> dict[str, Any]:
    told = asdict(replace(merged, findings=()))
    del told["findings"]
    return {
        **told,
        "compared": [asdict(row) for row in compared],
        "findings": [
            {"name": one.name, "values": dict(one.values), "message": one.told(language)}
            for one in notes
        ],
        "edits": to_json(edits),
    }


class _Telling:
    """
    Knows what was found and the reader.
    """

    def __init__(
        self,
        journey: JourneyMap,
        merged: Merged,
        compared: Sequence[ComparedStep],
        language: str,
    ) -> None:
        self.journey = journey
        self.merged = merged
        self.compared = compared
        self.language = language

    def words(self, key: str, **values: object) -> str:
        return translate(f"walks.{key}", self.language, **values)

    def all(self, edits: Sequence[Edit], notes: Sequence[Diagnostic]) -> Iterator[str]:
        merged = self.merged
        if merged.first is None or merged.last is None:
            yield self.words("none") + "\n"
            yield from (f"  {one.told(self.language)}\n" for one in notes)
            return
        days = {"first": merged.first, "last": merged.last}
        shown = {name: date_text(day, self.language) for name, day in days.items()}
        yield self.words("head", n=merged.n_walks, people=len(merged.walkers), **shown) + "\n\n"
        yield table([self.row(row) for row in self.compared], self.language)
        whole = list(self.whole())
        if whole:
            yield "\n" + "".join(f"{sentence}\n" for sentence in whole)
        frictions = list(self.frictions())
        if frictions:
            yield "\n" + self.words("friction") + "\n" + "".join(frictions)
        if notes:
            yield "\n" + "".join(f"{one.told(self.language)}\n" for one in notes)
        if edits:
            yield "\n" + self.words("adds") + "\n"
            yield "".join(f"  {sentence}\n" for sentence in self.added(edits))

    def whole(self) -> Iterator[str]:
        """
        Say how good the whole was, and how long it took.
        """
        for one in self.merged.ratings:
            spread = one.spread
            shown = self.spread(spread.mean, spread.low, spread.high)
            yield self.words("whole-rating", rating=shown)
        seconds = self.merged.seconds
        if seconds is not None:
            shown = self.time(seconds.median)
            if seconds.low != seconds.high:
                ends = {"low": self.time(seconds.low), "high": self.time(seconds.high)}
                shown = translate("case.ranged", self.language, value=shown, **ends)
            yield self.words("whole-time", time=shown)

    def row(self, row: ComparedStep) -> dict[str, object]:
        step = self.merged.of(row.step)
        found = len(step.contact_found) if step else 0
        looked = found + len(step.contact_missing) if step else 0
        return {
            "name": row.name,
            "walkers": row.n,
            "rated": self.spread(row.rating, row.rating_low, row.rating_high),
            "on_the_map": self.number(row.stated),
            "rated_by_customers": self.spread(row.customers, row.customers_low, row.customers_high),
            "walked_time": self.time(row.seconds),
            "customers_time": self.time(row.measured_seconds),
            "contact_found": f"{self.number(found)}/{self.number(looked)}" if looked else None,
            "n_notes": len(step.friction) + len(step.met) if step else None,
        }

    def number(self, value: float | None) -> str | None:
        return None if value is None else number(value, self.language)

    def spread(self, value: float | None, low: float | None, high: float | None) -> str | None:
        if value is None:
            return None
        shown = number(round(value, 1), self.language)
        if low is None or high is None or low == high:
            return shown
        ends = {"low": number(round(low, 1), self.language)}
        ends["high"] = number(round(high, 1), self.language)
        return translate("case.ranged", self.language, value=shown, **ends)

    def time(self, seconds: float | None) -> str | None:
        return None if seconds is None else duration_text(seconds, self.language)

    def added(self, edits: Sequence[Edit]) -> Iterator[str]:
        """
        Say each edit; evidence by the card that it stands behind, not by all that it holds.
        """
        told = described(edits, self.journey, self.language)
        for edit, sentence in zip(edits, told, strict=True):
            if isinstance(edit, SetField) and edit.field == ("evidence",):
                text = self.text_of(edit.at.parts[-1][-1])
                yield self.words("backs", text=text)
            else:
                yield sentence

    def text_of(self, card: str) -> str:
        """
        Say what a card says; a note that is no card's id says itself.
        """
        found = next((one for _, _, one in self.journey.cards() if one.id == card), None)
        return found.text.said(self.language, otherwise=self.journey.language) if found else card

    def frictions(self) -> Iterator[str]:
        for step in self.merged.steps:
            for note in (*step.friction, *step.met):
                text = self.text_of(note.text)
                people = list_text(note.walkers, self.language)
                shown = quote(text, self.language)
                yield "  " + self.words("note", step=step.name, text=shown, people=people) + "\n"


command = Verb(
    key="cli.walks",
    examples=EXAMPLES,
    callback=_walks,
    params=[
        click.Argument(["journey"], metavar="MAP"),
        click.Argument(["files"], nargs=-1, metavar="[FILE]..."),
        option("--log", key="cli.walks.log", multiple=True, metavar="FILE"),
        option("--answers", key="cli.walks.answers", metavar="FILE"),
        option("--kind", key="cli.walks.kind", metavar="KIND"),
        option("--write", "is_written", key="cli.walks.write", is_flag=True),
        option("--keep", "is_kept", key="cli.walks.keep", is_flag=True),
        option("--language", metavar="TAG"),
        workspace_option(),
        author_option(),
        *source_options(),
        least_option(),
        json_option(),
        output_option(),
    ],
)
