"""
The personas of a workspace held against the customers of a log: how many each stands for, and what
sets these apart (R-114).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.analysis._errors import UnknownAttribute
from touchline.analysis._record import interval
from touchline.analysis.segments import Segments
from touchline.compiled.log import CompiledLog
from touchline.i18n import percent
from touchline.kernels.intervals import wilson
from touchline.linting.finding import Finding, Quoted
from touchline.linting.rules.customer.too_many_personas import MOST
from touchline.measuring.personas import segment_of
from touchline.model.work.persona import Persona, Share
from touchline.workspace.personas.profiles import known_of, notable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.analysis.segments import Distinction, SegmentsAnswer, SegmentShare
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog
    from touchline.model.text import LocalText
    from touchline.workspace.workspace import Workspace

#: What became of the question how many customers a persona stands for: they were counted, the
#: persona is bound to nobody, the log lacks an attribute, or they are too few to be shown.
State = Literal["counted", "unbound", "untold", "few"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePersona:
    """
    A persona and its customers.

    Args:
        persona: The persona.
        state: What became of the question.
        share: How many customers it stands for; None unless they were counted.
        profile: What surely sets them apart from the rest, the greatest difference first.
        missing: The attribute that the log lacks.
        unknown: Of how many customers nobody knows the attributes that tell its own; the profile
            leaves them out.
    """

    persona: Persona
    state: State
    share: SegmentShare | None = None
    profile: tuple[Distinction, ...] = ()
    missing: str = ""
    unknown: int = 0


def live_personas(
    personas: Sequence[Persona], log: EventLog | CompiledLog, *, least: int
) -> tuple[LivePersona, ...]:
    """
    Count the customers of each persona, and hold them against the rest.

    Args:
        personas: The personas.
        log: The events.
        least: Numbers about fewer customers than this are left out.

    Returns:
        The personas in the same order.
    """
    bucket = next(log.buckets(), None) if isinstance(log, CompiledLog) else log
    found = {
        one.id: LivePersona(persona=one, state="unbound") for one in personas if not is_bound(one)
    }
    alike: defaultdict[tuple[str, ...], list[Persona]] = defaultdict(list)
    for one in personas:
        missing = _missing(one, bucket) if is_bound(one) else None
        if missing is not None:
            found[one.id] = LivePersona(persona=one, state="untold", missing=missing)
        elif is_bound(one):
            alike[tuple(sorted(one.segment))].append(one)
    for names, some in alike.items():
        segments = tuple(segment_of(one.id, one.segment, one.deeds) for one in some)
        known = known_of(names, bucket) if bucket is not None else None
        answer = Segments(segments=segments, segment=known).answer(log)
        for one, share in zip(some, answer.segments, strict=True):
            found[one.id] = _counted(one, share, answer, log.n_cases, least)
    return tuple(found[one.id] for one in personas)


def _missing(persona: Persona, log: EventLog | None) -> str | None:
    """
    Name the attribute that a log lacks to tell the customers of a persona.
    """
    if log is not None:
        try:
            segment_of(persona.id, persona.segment, persona.deeds).mask(log)
        except UnknownAttribute as unknown:
            return str(unknown.values["name"])
    return None


def is_bound(persona: Persona) -> bool:
    """
    Tell whether a persona says who its customers are.

    Args:
        persona: The persona.

    Returns:
        True when it names attributes or deeds.
    """
    return bool(persona.segment or persona.deeds)


def condition(persona: Persona) -> str:
    """
    Write who the customers of a persona are as the text of a segment.

    Args:
        persona: The persona.

    Returns:
        Such as `town=Bonn & did pay`; empty when it does not say it.
    """
    if not is_bound(persona):
        return ""
    segment = segment_of("", persona.segment, persona.deeds)
    return segment.name


def counted_share(live: SegmentShare, of: int, *, source: str, today: dt.date) -> Share:
    """
    Write down how many customers there are as a record keeps it.

    Args:
        live: The number.
        of: How many customers there are in all.
        source: The name of the log.
        today: The day on which they were counted.

    Returns:
        The share with its interval.
    """
    bounds = live.interval
    return Share(
        value=live.share or 0.0,
        low=bounds.low if bounds else None,
        high=bounds.high if bounds else None,
        n=live.cases,
        of=of,
        source=source,
        date=today,
    )


def keep_shares(
    workspace: Workspace,
    found: Sequence[LivePersona],
    log: EventLog | CompiledLog,
    *,
    today: dt.date,
    author: str = "",
) -> tuple[Persona, ...]:
    """
    Write the counted shares into the records of the personas.

    Args:
        workspace: The workspace.
        found: The personas as they were counted.
        log: The log that was counted.
        today: The day.
        author: Who does it.

    Returns:
        The records that were written.
    """
    records = []
    for one in found:
        if one.share is not None:
            share = counted_share(one.share, log.n_cases, source=log.source, today=today)
            records.append(one.persona.model_copy(update={"share": share}))
    workspace.put(*records, author=author)
    return tuple(records)


def advice(
    titled: Mapping[str, LocalText], shares: Mapping[str, float], language: str
) -> Iterator[Diagnostic]:
    """
    Advise to follow one or two personas where there are more (R-115).

    Args:
        titled: What the personas are called, by id.
        shares: The share of customers of those that were counted, by id.
        language: The language of plain titles.

    Yields:
        The advice, which names the two that stand for most customers.
    """
    if len(titled) <= MOST:
        return
    largest = sorted(shares, key=lambda name: (-shares[name], name))[:MOST]
    key = "personas.narrow" if largest else "personas.narrow-plain"
    names = tuple(Quoted(titled[name], language) for name in largest)
    values = {"n": len(titled), "most": MOST, "names": names}
    yield Finding(name="narrow-personas", key=key, values=values, severity="hint")


def findings_of(
    personas: Sequence[Persona], live: Sequence[LivePersona], *, least: int, language: str
) -> tuple[Diagnostic, ...]:
    """
    Say which personas could not be counted, and advise where there are many.

    Args:
        personas: The personas.
        live: Their customers, if a log was read.
        least: The smallest group that is shown.
        language: The language of plain titles.

    Returns:
        What is to be known of them.
    """
    found: list[Diagnostic] = []
    for one in live:
        is_empty = one.share is not None and not one.share.cases
        if one.state != "counted" or is_empty:
            title = Quoted(one.persona.title, language)
            values = {"title": title, "name": one.missing, "least": least}
            name = "nobody" if is_empty else one.state
            found.append(
                Finding(
                    name=f"persona-{name}", key=f"personas.{name}", values=values, severity="hint"
                )
            )
    found += (one for one in (_moved(one, language) for one in live) if one is not None)
    unknown = {tuple(one.persona.segment): one.unknown for one in live if one.unknown}
    for names, n in unknown.items():
        found.append(unknown_told(names, n))
    titles = {one.id: one.title for one in personas}
    counted = {one.persona.id: one.share.share or 0.0 for one in live if one.share}
    return (*found, *advice(titles, counted, language))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moved(Finding):
    """
    A share that left its interval, told with both.
    """

    before: float
    now: float

    def written(self, language: str) -> dict[str, object]:
        """
        Write the two shares as the reader's language does.
        """
        told = {"before": percent(self.before, language), "now": percent(self.now, language)}
        return {**Finding.written(self, language), **told}


def _moved(live: LivePersona, language: str) -> Diagnostic | None:
    """
    Tell a share whose interval does not meet that of the share which the record keeps.
    """
    kept, share = live.persona.share, live.share
    if kept is None or kept.low is None or kept.high is None or share is None:
        return None
    bounds = share.interval
    if bounds is None or (bounds.low <= kept.high and kept.low <= bounds.high):
        return None
    return _Moved(
        name="persona-moved",
        key="personas.moved",
        values={"title": Quoted(live.persona.title, language)},
        severity="hint",
        before=kept.value,
        now=share.share or 0.0,
    )


def unknown_told(names: Sequence[str], n: int) -> Diagnostic:
    """
    Say of how many customers the attributes of a persona are not known.

    Args:
        names: The attributes.
        n: How many customers.

    Returns:
        What is to be known of the shares.
    """
    values = {"n": n, "names": tuple(names)}
    name = "personas-unknown"
    return Finding(name=name, key=f"personas.{name}", values=values, severity="hint")


def _counted(
    persona: Persona, share: SegmentShare, answer: SegmentsAnswer, n_cases: int, least: int
) -> LivePersona:
    n, known = share.cases, answer.cases
    if any(0 < size < least for size in (n, n_cases - n, known - n)):
        return LivePersona(persona=persona, state="few")
    own = [row for row in answer.profile if row.segment == persona.id]
    told = [row for row in own if not _chosen_by(persona, row)]
    # The profile is among those of whom the attributes are known, the share is of all.
    of_all = {"share": n / n_cases if n_cases else None, "interval": interval(wilson(n, n_cases))}
    return LivePersona(
        persona=persona,
        state="counted",
        share=share.model_copy(update=of_all),
        profile=notable(told, least),
        unknown=n_cases - known,
    )


def _chosen_by(persona: Persona, row: Distinction) -> bool:
    """
    Tell whether customers differ in what they were chosen by, which says nothing.
    """
    if row.kind == "attribute":
        return row.name.startswith(tuple(f"{name}=" for name in persona.segment))
    done = segment_of("", {}, persona.deeds).deeds if persona.deeds else ()
    return row.kind == "activity" and row.name in {deed.step.name for deed in done}
