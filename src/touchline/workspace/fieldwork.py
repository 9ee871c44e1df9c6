"""
How studies stand: who was asked, what they brought to light, and what is the matter with them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.errors import InputError
from touchline.linting.finding import Finding, Quoted
from touchline.model.work.study import Study
from touchline.workspace.errors import ChangedRecord
from touchline.workspace.records import record_from
from touchline.workspace.research import RIGHT, WITH_PEOPLE, outlines, participants_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.model.structure import Participants
    from touchline.model.work.item import Item
    from touchline.model.work.study import Group, Method
    from touchline.workspace.research import Outline
    from touchline.workspace.workspace import Workspace


class StudyExists(InputError):
    """
    A study was to be planned under the id of another.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyState:
    """
    How a study stands.

    Args:
        study: The study.
        asked: How many customers and prospects took part.
        others: How many took part who are neither, and speak for no customer (R-111, R-226).
        wanted: How many customers and prospects shall take part; None when nobody said.
        items: How many items it brought to light.
        placed: How many of them have a place in a map.
        findings: What is the matter with it.
    """

    study: Study
    asked: int
    others: int
    wanted: int | None
    items: int
    placed: int
    findings: tuple[Diagnostic, ...]


def plan_study(
    workspace: Workspace,
    name: str,
    method: Method,
    *,
    title: str,
    question: str | None = None,
    maps: Sequence[str] = (),
    participants: Sequence[Group] = (),
    author: str = "",
) -> Study:
    """
    Plan a study.

    Args:
        workspace: The workspace.
        name: The id of the study.
        method: How the team finds out.
        title: What it is called.
        question: What the team wants to know.
        maps: The ids of the maps for which it is made.
        participants: Who shall be asked or watched.
        author: Who plans it.

    Returns:
        The study.

    Raises:
        StudyExists: There is such a study.
        UnusableRecord: The id is none.
    """
    data = {
        "id": name,
        "title": title,
        "method": method,
        "maps": list(maps),
        "participants": [one.model_dump(exclude_defaults=True) for one in participants],
    }
    study = record_from(Study, data | ({"question": question} if question else {}), at=name)
    try:
        workspace.put(study, author=author, expected=0)
    except ChangedRecord:
        raise StudyExists(at=f"study/{name}", id=name) from None
    return study


def study_states(workspace: Workspace, today: dt.date) -> tuple[StudyState, ...]:
    """
    Tell how all studies stand.

    Args:
        workspace: The workspace.
        today: The day it is.

    Returns:
        The studies by folder and title.
    """
    found: defaultdict[str, list[Outline]] = defaultdict(list)
    for item in outlines(workspace):
        found[item.study].append(item)
    records = workspace.records(Study)
    return tuple(study_state(one, found[one.id], today) for one in records)


def study_state(study: Study, found: Sequence[Item | Outline], today: dt.date) -> StudyState:
    """
    Tell how a study stands.

    Args:
        study: The study.
        found: Its items.
        today: The day it is.

    Returns:
        Its numbers and what is the matter with it.
    """
    heads = _heads(study, found)
    wanted = [group.wanted for group in study.participants if group.sort in RIGHT and group.wanted]
    return StudyState(
        study=study,
        asked=sum(n for sort, n in heads.items() if sort in RIGHT),
        others=sum(n for sort, n in heads.items() if sort not in RIGHT),
        wanted=sum(wanted) if wanted else None,
        items=len(found),
        placed=sum(1 for item in found if item.places),
        findings=tuple(_findings(study, found, heads, today)),
    )


def _heads(study: Study, found: Sequence[Item | Outline]) -> Mapping[Participants, int]:
    """
    Count who took part: as the study says, by the pseudonyms of its items, or by how many people
    one of them sums up, whichever is most.
    """
    stated: Counter[Participants] = Counter()
    for group in study.participants:
        stated[group.sort] += group.n or 0
    seen: defaultdict[Participants, set[str]] = defaultdict(set)
    summed: Counter[Participants] = Counter()
    for item in found:
        sorts = participants_of(item, study)
        if len(sorts) != 1:
            continue
        if item.who is not None:
            seen[sorts[0]].add(item.who)
        summed[sorts[0]] = max(summed[sorts[0]], item.n or 0)
    sorts_found = {*stated, *seen, *summed}
    return {sort: max(stated[sort], len(seen[sort]), summed[sort]) for sort in sorts_found}


def _findings(
    study: Study, found: Sequence[Item | Outline], heads: Mapping[Participants, int], today: dt.date
) -> Iterator[Diagnostic]:
    if study.question is None:
        yield _found("study-without-question", study, severity="hint")
    if study.start and study.end and study.end < study.start:
        yield _found("study-ends-early", study, start=study.start, end=study.end)
    if study.status != "done" and study.end is not None and study.end < today:
        yield _found("study-overdue", study, end=study.end)
    if study.status == "planned":
        return
    yield from _about_people(study, heads, today)
    if study.status == "done" and not found:
        yield _found("study-without-items", study)
    unplaced = sum(1 for item in found if not item.places and item.topic is None)
    if unplaced:
        yield _found("items-without-place", study, severity="hint", n=unplaced)


def _about_people(
    study: Study, heads: Mapping[Participants, int], today: dt.date
) -> Iterator[Diagnostic]:
    right = sum(n for sort, n in heads.items() if sort in RIGHT)
    wrong = sum(heads.values()) - right
    if wrong and not right:
        yield _found("study-of-others", study, n=wrong)
    elif wrong:
        yield _found("study-with-others", study, severity="hint", n=wrong, right=right)
    if study.method not in WITH_PEOPLE:
        return
    if not heads and study.status == "done":
        yield _found("study-of-unknown", study)
    if study.consent is None:
        yield _found("study-without-consent", study)
    elif study.consent.until is not None and study.consent.until < today:
        yield _found("consent-ended", study, until=study.consent.until)


def _found(
    name: str, study: Study, *, severity: Severity = "warning", **values: object
) -> Diagnostic:
    words = {"study": Quoted(study.title, "en", study.id), **values}
    return Finding(
        name=name, key=f"research.{name}", values=words, severity=severity, path=study.id
    )
