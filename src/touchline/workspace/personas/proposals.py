"""
Drafts of personas from a log: of the kinds of journeys in it, or of an attribute of its customers
(R-114).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from touchline.analysis import UnknownAttribute
from touchline.analysis.path_clusters import PathClusters
from touchline.analysis.segments import MOST_VALUES, SegmentShare
from touchline.compiled.log import CompiledLog
from touchline.document import emit
from touchline.document.acts import free_id
from touchline.errors import InputError
from touchline.eventlog.columns import ABSENT, NumberColumn, number_text
from touchline.i18n import percent
from touchline.linting.finding import Finding, Quoted
from touchline.model.work.persona import Persona
from touchline.workspace.personas.drafts import Drafting, kind_title, value_title
from touchline.workspace.personas.live import advice, live_personas, unknown_told
from touchline.workspace.personas.profiles import notable
from touchline.workspace.records import kind_of, plain_record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from touchline.analysis.path_clusters import PathCluster
    from touchline.analysis.segments import Distinction
    from touchline.diagnostics import Diagnostic
    from touchline.eventlog.log import EventLog
    from touchline.model.text import LocalText
    from touchline.workspace.personas.live import LivePersona
    from touchline.workspace.workspace import Workspace

#: A predicate selects a kind of journeys when so many of those that it picks belong to the kind,
#: and when it picks so many of the kind.
CLEAR = 0.8

#: So many personas are proposed unless another number is asked for.
USUAL = 6

#: What the question says of its kinds that holds for drafts as well.
_PASSED_ON = frozenset({"weak-clusters", "sampled-paths"})


class TooManyKinds(InputError):
    """
    The attribute tells customers apart, not kinds of them.
    """


class NoAttributesOfCustomers(InputError):
    """
    The log has no attribute of customers at all.
    """


class NothingToPropose(InputError):
    """
    The log has no customers, or no kind of them that is large and sure enough.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """
    A persona that data suggest.

    Args:
        persona: The draft, as it would be kept.
        share: How many customers it stands for.
        profile: What surely sets them apart from the rest.
        kind: The kind of journeys from which it comes; None when it comes from an attribute.
        known: The id of the record whose customers are the same; None when there is none.
    """

    persona: Persona
    share: SegmentShare
    profile: tuple[Distinction, ...]
    kind: PathCluster | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """
    The personas that data suggest.

    Args:
        proposals: The drafts, those with the most customers first.
        cases: How many customers were looked at.
        source: The name of the log.
        findings: What was left out, and what is to be known of the rest.
    """

    proposals: tuple[Proposal, ...]
    cases: int
    source: str
    findings: tuple[Diagnostic, ...]


def propose(
    workspace: Workspace,
    log: EventLog | CompiledLog,
    *,
    today: dt.date,
    by: str | None = None,
    most: int = USUAL,
) -> Proposals:
    """
    Draft personas from a log.

    Args:
        workspace: The workspace whose personas are known already and whose rules of privacy hold.
        log: The events.
        today: The day.
        by: An attribute of customers whose values are kinds of them; None for kinds of journeys.
        most: How many to propose at most.

    Returns:
        The drafts; nothing is written.

    Raises:
        UnknownAttribute: The log's customers have no such attribute.
        NoAttributesOfCustomers: They have none at all.
        TooManyKinds: The attribute has more values than there are kinds of customers.
        NothingToPropose: There is nobody, or no kind is large and sure enough.
    """
    proposer = _Proposer(workspace, log, today)
    found = proposer.of_paths(most) if by is None else proposer.of_values(by, most)
    if not found:
        raise NothingToPropose(at=log.source, least=proposer.least)
    known = {_customers(one): one.id for one in workspace.records(Persona)}
    proposals = tuple(replace(one, known=known.get(_customers(one.persona))) for one in found)
    titles = {one.persona.id: one.persona.title for one in proposals}
    shares = {one.persona.id: one.share.share or 0.0 for one in proposals}
    proposer.findings += advice(titles, shares, workspace.settings.language)
    return Proposals(
        proposals=proposals,
        cases=log.n_cases,
        source=log.source,
        findings=tuple(proposer.findings),
    )


def keep_proposals(
    workspace: Workspace, found: Proposals, *, author: str = ""
) -> tuple[Persona, ...]:
    """
    Keep drafts as records.

    Args:
        workspace: The workspace.
        found: The drafts.
        author: Who does it.

    Returns:
        The records that were written. Of a proposed persona with the same customers that is there
        already only the numbers and their source change; one that is agreed on stays as it is.
    """
    records = []
    for one in found.proposals:
        if one.known is None:
            records.append(one.persona)
            continue
        there = workspace.get(Persona, one.known)
        if there.status == "proposed":
            fresh = one.persona.evidence
            others = (evidence for evidence in there.evidence if evidence.grade != "measured")
            update = {"share": one.persona.share, "evidence": (*fresh, *others)}
            records.append(there.model_copy(update=update))
    workspace.put(*records, author=author)
    return tuple(records)


def drafts_file(found: Proposals) -> str:
    """
    Write drafts as a file that people edit and then keep.

    Args:
        found: The drafts.

    Returns:
        The YAML.
    """
    records = [{"record": "persona", **plain_record(one.persona)} for one in found.proposals]
    return "\n".join(emit.block({"records": records})) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unclear(Finding):
    """
    No predicate selects a kind well, told with how well the best one does.
    """

    precision: float
    recall: float

    def written(self, language: str) -> dict[str, object]:
        """
        Write the two shares as the reader's language does.
        """
        shares = {"precision": self.precision, "recall": self.recall}
        told = {name: percent(share, language, digits=0) for name, share in shares.items()}
        return {**Finding.written(self, language), **told}


class _Proposer:
    """
    Knows the log, and collects what is to be said of the drafts.
    """

    def __init__(self, workspace: Workspace, log: EventLog | CompiledLog, today: dt.date) -> None:
        stored = workspace.store.listed(kind_of(Persona), state=None)
        self.log = log
        self.least = workspace.settings.privacy.least
        self.drafting = Drafting.of(log, today)
        self.taken = {one.id for one in stored}
        self.findings: list[Diagnostic] = []

    def of_paths(self, most: int) -> list[Proposal]:
        """
        Draft a persona for each kind of journeys that is large and sure enough.
        """
        answer = PathClusters(most=most).answer(self.log)
        self.findings += (one for one in answer.warnings if one.name in _PASSED_ON)
        sure = [one for one in answer.clusters if one.verdict != "unstable"]
        large = [one for one in sure if one.cases >= self.least]
        self.say("personas-unstable", n=len(answer.clusters) - len(sure))
        self.say("personas-of-few", n=len(sure) - len(large), least=self.least)
        drafts = [self.draft(_stem(one), kind_title(one), deeds=_deeds(one)) for one in large]
        counted = live_personas(drafts, self.log, least=self.least)
        profiles = {
            one.cluster: [row for row in answer.profile if row.segment == str(one.cluster)]
            for one in large
        }
        found = [
            self.proposal(live, kind, profiles[kind.cluster])
            for live, kind in zip(counted, large, strict=True)
        ]
        return sorted(found, key=lambda one: (-one.share.cases, one.persona.id))

    def proposal(
        self, live: LivePersona, kind: PathCluster, profile: list[Distinction]
    ) -> Proposal:
        """
        Take the numbers of the predicate that selects a kind, or those of the kind itself.
        """
        draft, share, apart = live.persona, live.share, live.profile
        if share is None:
            draft = draft.model_copy(update={"deeds": ()})
            share = _share(kind)
            apart = notable(profile, self.least)
            self.findings.append(_unbound(draft.title, kind))
        finished = self.drafting.finished(draft, share, apart, kind)
        return Proposal(persona=finished, share=share, profile=apart, kind=kind)

    def of_values(self, by: str, most: int) -> list[Proposal]:
        """
        Draft a persona for each of the most frequent values of an attribute.
        """
        counts, unknown = _values(by, self.log)
        ranked = sorted(counts, key=lambda value: (-counts[value], str(value)))
        large = [value for value in ranked if counts[value] >= self.least]
        self.say("personas-of-few", n=len(ranked) - len(large), least=self.least)
        self.say("personas-more", n=len(large) - most, attribute=by)
        if unknown:
            self.findings.append(unknown_told([by], unknown))
        drafts = [
            self.draft(
                f"{by} {_text(value)}", value_title(by, _text(value)), segment={by: (value,)}
            )
            for value in large[:most]
        ]
        return [
            Proposal(
                persona=self.drafting.finished(live.persona, live.share, live.profile),
                share=live.share,
                profile=live.profile,
            )
            for live in live_personas(drafts, self.log, least=self.least)
            if live.share is not None
        ]

    def draft(self, words: str, title: LocalText, **customers: object) -> Persona:
        """
        Begin a draft under an id of its own, made of words.
        """
        name = free_id(words, self.taken, kind_of(Persona))
        self.taken.add(name)
        return Persona.model_validate(
            {"id": name, "title": title, "status": "proposed", **customers}
        )

    def say(self, name: str, n: int, **values: object) -> None:
        """
        Collect what was left out, if anything was.
        """
        if n > 0:
            values = {"n": n, **values}
            self.findings.append(
                Finding(name=name, key=f"personas.{name}", values=values, severity="hint")
            )


def _stem(kind: PathCluster) -> str:
    """
    Say in few words what sets a kind apart, as an id can take them.
    """
    has, lacks = [*kind.marks, *kind.moves][:1], [f"without {name}" for name in kind.lacks[:1]]
    return " ".join([*has, *lacks]) or f"kind {kind.cluster}"


def _deeds(kind: PathCluster) -> tuple[str, ...]:
    """
    Take the predicate that selects a kind; none when it picks too many others or too few of it.
    """
    if kind.rule is None or min(kind.precision or 0.0, kind.recall or 0.0) < CLEAR:
        return ()
    return tuple(kind.rule.split(" & "))


def _unbound(title: LocalText, kind: PathCluster) -> Diagnostic:
    values = {"title": Quoted(title, "en"), "rule": kind.rule or ""}
    if kind.rule is None or kind.precision is None or kind.recall is None:
        name = "persona-unbound"
        return Finding(name=name, key=f"personas.{name}", values=values, severity="hint")
    return _Unclear(
        name="persona-unclear",
        key="personas.persona-unclear",
        values=values,
        severity="hint",
        precision=kind.precision,
        recall=kind.recall,
    )


def _share(kind: PathCluster) -> SegmentShare:
    return SegmentShare(
        segment=str(kind.cluster),
        cases=kind.cases,
        share=kind.share,
        interval=kind.interval,
        median_events=kind.median_events,
        median_us=kind.median_us,
        interval_us=kind.interval_us,
    )


def _values(by: str, log: EventLog | CompiledLog) -> tuple[Counter[str | float], int]:
    """
    Count the customers of each value of an attribute, and those of whom nobody knows it.
    """
    counts: Counter[str | float] = Counter()
    unknown = 0
    for bucket in log.buckets() if isinstance(log, CompiledLog) else (log,):
        if not bucket.case_attributes:
            raise NoAttributesOfCustomers(at="--by", name=by)
        if by not in bucket.case_attributes:
            raise UnknownAttribute.among(by, bucket.case_attributes, at="--by")
        known = dict(_counted(bucket, by))
        counts.update(known)
        unknown += bucket.n_cases - sum(known.values())
    if len(counts) > MOST_VALUES:
        raise TooManyKinds(at="--by", name=by, n=len(counts), most=MOST_VALUES)
    return counts, unknown


def _counted(log: EventLog, by: str) -> Iterator[tuple[str | float, int]]:
    column = log.case_attributes[by]
    if isinstance(column, NumberColumn):
        known = column.values[~np.isnan(column.values)]
        values, times = np.unique(known, return_counts=True)
        yield from zip(values.tolist(), times.tolist(), strict=True)
        return
    codes, times = np.unique(column.codes[column.codes != ABSENT], return_counts=True)
    for code, n in zip(codes.tolist(), times.tolist(), strict=True):
        yield column.vocabulary[code], n


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else number_text(value)


def _customers(persona: Persona) -> object:
    """
    Say who the customers of a persona are so that it can be compared; one that is bound to nobody
    is known by its title.
    """
    segment = tuple(sorted(persona.segment.items()))
    bound = segment, tuple(sorted(persona.deeds))
    return bound if any(bound) else persona.title.said("en")
