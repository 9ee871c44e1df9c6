"""
The words of a persona that data suggest: what was counted as statements, what no log tells as
questions to ask (R-114).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from touchline.analysis.path_clusters import MORE
from touchline.i18n import (
    LANGUAGES,
    date_text,
    duration_text,
    interval_text,
    list_text,
    number,
    percent,
    quote,
    translate,
)
from touchline.model.structure import Evidence
from touchline.model.text import LocalText
from touchline.units import to_datetime
from touchline.workspace.personas.live import counted_share
from touchline.workspace.personas.profiles import apart

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from touchline.analysis.path_clusters import PathCluster
    from touchline.analysis.segments import Distinction, SegmentShare
    from touchline.compiled.log import CompiledLog
    from touchline.eventlog.log import EventLog
    from touchline.model.work.persona import Persona

#: So many differences of a kind are written into a draft.
_TOLD = 5

#: So many events of the typical path are named.
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """
    What all drafts of one log share.

    Args:
        source: The name of the log.
        end: The day on which observation ended; None for a log without events.
        cases: How many customers it has.
        today: The day on which they are counted.
    """

    source: str
    end: dt.date | None
    cases: int
    today: dt.date

    @classmethod
    def of(cls, log: EventLog | CompiledLog, today: dt.date) -> Self:
        """
        Take from a log what all drafts share.

        Args:
            log: The log.
            today: The day on which it is counted.

        Returns:
            What they share.
        """
        end = None if log.log_end is None else to_datetime(log.log_end, log.zone).date()
        return cls(source=log.source, end=end, cases=log.n_cases, today=today)

    def finished(
        self,
        persona: Persona,
        share: SegmentShare,
        profile: Sequence[Distinction],
        kind: PathCluster | None = None,
    ) -> Persona:
        """
        Write into a draft what was counted, and as questions what was not.

        Args:
            persona: The draft with its title and its customers.
            share: How many they are.
            profile: What sets them apart.
            kind: The kind of journeys that they are; None when an attribute tells who they are.

        Returns:
            The draft.
        """
        rows = [row for row in profile if row.kind == "attribute"][:_TOLD]
        habits = [row for row in profile if row.kind != "attribute"][:_TOLD]
        told = [] if kind is None else [in_all(lambda tag: _typical(kind, tag))]
        told += [_apart(row) for row in habits]
        if share.median_us:
            told.append(in_all(lambda tag: _tempo(share, tag)))
        evidence = Evidence(
            grade="measured",
            source=in_all(lambda tag: self._source(persona, kind, tag)),
            date=self.end,
            n=share.cases,
            participants=("customers",),
        )
        return persona.model_copy(
            update={
                "status": "proposed",
                "summary": in_all(lambda tag: self._summary(share, tag)),
                "traits": tuple(map(_apart, rows)),
                "behaviours": tuple(told),
                "questions": tuple(_questions(kind)),
                "share": counted_share(share, self.cases, source=self.source, today=self.today),
                "evidence": (evidence,),
            }
        )

    def _summary(self, share: SegmentShare, language: str) -> str:
        bounds = share.interval
        return translate(
            "personas.summary",
            language,
            n=number(share.cases, language),
            total=number(self.cases, language),
            share=percent(share.share or 0.0, language),
            interval=interval_text(bounds.low, bounds.high, language) if bounds else "",
            date=date_text(self.today, language),
        )

    def _source(self, persona: Persona, kind: PathCluster | None, language: str) -> str:
        if kind is None:
            names = list_text(list(persona.segment), language)
            return translate("personas.source-values", language, source=self.source, names=names)
        if kind.stability is None:
            return translate("personas.source-paths", language, source=self.source)
        again = percent(kind.stability, language, digits=0)
        return translate("personas.source-found", language, source=self.source, again=again)


def in_all(words: Callable[[str], str]) -> LocalText:
    """
    Say something in every language.

    Args:
        words: Says it in one.

    Returns:
        The text.
    """
    return LocalText.of({tag: words(tag) for tag in LANGUAGES})


def kind_title(kind: PathCluster) -> LocalText:
    """
    Name a draft by what sets its journeys apart.

    Args:
        kind: The kind of journeys.

    Returns:
        The working title.
    """
    if not (kind.marks or kind.moves or kind.lacks):
        return in_all(lambda tag: translate("personas.title-plain", tag, number=kind.cluster))
    return in_all(lambda tag: translate("personas.title-kind", tag, name=kind.called(tag)))


def value_title(name: str, value: str) -> LocalText:
    """
    Name a draft by the value of an attribute.

    Args:
        name: The attribute.
        value: The value.

    Returns:
        The working title.
    """
    return in_all(lambda tag: translate("personas.title-value", tag, name=name, value=value))


def _apart(row: Distinction) -> LocalText:
    return in_all(lambda tag: apart(row, tag))


def _typical(kind: PathCluster, language: str) -> str:
    steps = [quote(one, language) for one in kind.path[:_SHOWN]]
    path = list_text(steps, language)
    if len(kind.path) > _SHOWN:
        path = f"{path} {MORE}"
    return translate("personas.typical", language, path=path)


def _tempo(share: SegmentShare, language: str) -> str:
    return translate(
        "personas.tempo",
        language,
        events=share.median_events or 0,
        time=duration_text((share.median_us or 0) / 1_000_000, language),
    )


def _questions(kind: PathCluster | None) -> Iterator[LocalText]:
    """
    List what no log tells: goals, needs, feelings and alternatives.
    """
    yield _asked("goal")
    yield _asked("need")
    marks = kind.marks[:1] if kind else ()
    if marks:
        yield _asked("feeling", name=marks[0])
    else:
        yield _asked("feelings")
    if kind and kind.lacks:
        yield _asked("lack", name=kind.lacks[0])
    yield _asked("choice")


def _asked(what: str, **values: str) -> LocalText:
    return in_all(lambda tag: translate(f"personas.ask-{what}", tag, **values))
