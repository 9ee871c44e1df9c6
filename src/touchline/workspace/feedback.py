"""
Feeding a map back to the teams concerned, and telling them what was made of their answers (R-134).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from touchline.document.read import journey_of
from touchline.errors import InputError
from touchline.i18n import translate
from touchline.model.departments import departments
from touchline.model.naming import slug
from touchline.model.text import LocalText
from touchline.model.work.feedback import Acknowledgement, Feedback, Remark

if TYPE_CHECKING:
    import datetime as dt

    from touchline.workspace import Workspace

Status = Literal["not-asked", "asked", "overdue", "answered", "acknowledged"]
Stance = Literal["agrees", "adjust", "disagrees"]


class NobodyConcerned(InputError):
    """
    A map names no department that could be asked.
    """


class NothingSaid(InputError):
    """
    Nobody has answered yet, so there is nothing to acknowledge.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """
    How far the talk with one department about one map has come.

    Args:
        map: The id of the map.
        title: What the map is called.
        department: The department.
        status: How far it has come.
        feedback: What was asked and said; None when nobody has asked.
    """

    map: str
    title: str
    department: str
    status: Status
    feedback: Feedback | None = None


def ask(
    workspace: Workspace,
    map: str,  # noqa: A002 (the field's word)
    *,
    today: dt.date,
    due: dt.date | None = None,
    question: str | None = None,
    author: str = "",
) -> tuple[Feedback, ...]:
    """
    Ask the departments that a map names and that have no open question about it.

    Args:
        workspace: The workspace.
        map: The id or the file of the map.
        today: The day of the question.
        due: By when an answer is hoped for.
        question: What is asked; None for whether the map is true and complete for their part.
        author: Who asks.

    Returns:
        What was asked, a record for each department; none when all are asked already.

    Raises:
        UnknownRecord: There is no such map.
        NobodyConcerned: The map names no department.
    """
    journey = journey_of(workspace.map(map))
    concerned = departments(journey)
    if not concerned:
        raise NobodyConcerned(at=map, map=journey.id)
    language = workspace.settings.language
    open_ones = {
        one.asks for one in workspace.records(Feedback)
        if one.map == journey.id and one.status != "acknowledged"
    }  # fmt: skip
    title = journey.title.said(journey.language)
    made = [
        Feedback(
            id=_free_id(workspace, f"{slug(journey.id)}-{slug(name)}-{today.isoformat()}"),
            title=LocalText.of(translate("feedback.title", language, map=title, department=name)),
            map=journey.id,
            asks=name,
            question=LocalText.of(question or translate("feedback.question", language)),
            asked=today,
            due=due,
        )
        for name in concerned
        if name not in open_ones
    ]
    if made:
        workspace.put(*made, author=author)
    return tuple(made)


def _free_id(workspace: Workspace, stem: str) -> str:
    name, n = stem[:70], 2
    while workspace.store.get("feedback", name) is not None:
        name, n = f"{stem[:70]}-{n}", n + 1
    return name


def reply(
    workspace: Workspace, id: str, text: str, *, by: str, today: dt.date, stance: Stance = "adjust"  # noqa: A002 (the field's word)
) -> Feedback:  # fmt: skip
    """
    Keep an answer.

    Args:
        workspace: The workspace.
        id: The id of what was asked.
        text: What was said.
        by: Who said it.
        today: When.
        stance: Whether it agrees with the map, wants it changed, or disagrees.

    Returns:
        The record with the answer; an acknowledgement of earlier answers is open again.

    Raises:
        UnknownRecord: Nobody has asked that.
        ChangedRecord: Somebody else has answered at the same time.
    """
    found, version = _read(workspace, id)
    remark = Remark(text=LocalText.of(text), by=by, date=today, stance=stance)
    changed = found.model_copy(update={"remarks": (*found.remarks, remark), "acknowledged": None})
    workspace.put(changed, author=by, expected=version)
    return changed


def acknowledge(
    workspace: Workspace, id: str, text: str, *, by: str, today: dt.date  # noqa: A002 (the field's word)
) -> Feedback:  # fmt: skip
    """
    Tell those who answered what was made of it.

    Args:
        workspace: The workspace.
        id: The id of what was asked.
        text: What was made of the answers, and why.
        by: Who says so.
        today: When.

    Returns:
        The record with the acknowledgement.

    Raises:
        UnknownRecord: Nobody has asked that.
        NothingSaid: Nobody has answered.
        ChangedRecord: Somebody else has answered at the same time.
    """
    found, version = _read(workspace, id)
    if not found.remarks:
        raise NothingSaid(at=id, id=id)
    told = Acknowledgement(text=LocalText.of(text), by=by, date=today)
    changed = found.model_copy(update={"acknowledged": told})
    workspace.put(changed, author=by, expected=version)
    return changed


def _read(workspace: Workspace, id: str) -> tuple[Feedback, int]:  # noqa: A002 (the field's word)
    found = workspace.get(Feedback, id)
    stored = workspace.store.get("feedback", id)
    return found, 0 if stored is None else stored.version


def standings(
    workspace: Workspace, today: dt.date, map: str | None = None  # noqa: A002 (the field's word)
) -> tuple[Standing, ...]:  # fmt: skip
    """
    Tell how far the talk about each map has come.

    Args:
        workspace: The workspace.
        today: The day that due dates are held against.
        map: The id or the file of the only map to look at, for which departments that nobody has
            asked are listed too; None for everything that was asked.

    Returns:
        What was asked, the latest first, then who was not asked.

    Raises:
        UnknownRecord: There is no such map.
    """
    titles = {one.id: one.title for one in workspace.maps()}
    journey = None if map is None else journey_of(workspace.map(map))
    only = None if journey is None else journey.id
    records = [one for one in workspace.records(Feedback) if only in {None, one.map}]
    records.sort(key=lambda one: (-one.asked.toordinal(), one.id))
    found = [
        Standing(
            map=one.map,
            title=titles.get(one.map, one.map),
            department=one.asks,
            status=status_of(one, today),
            feedback=one,
        )
        for one in records
    ]
    asked = {one.department for one in found}
    if journey is not None:
        found += [
            Standing(map=journey.id, title=titles.get(journey.id, journey.id), department=name,
                     status="not-asked")
            for name in departments(journey)
            if name not in asked
        ]  # fmt: skip
    return tuple(found)


def status_of(feedback: Feedback, today: dt.date) -> Status:
    """
    Tell how far a question has come.

    Args:
        feedback: What was asked and said.
        today: The day that its due date is held against.

    Returns:
        The status; `overdue` for one without an answer whose day has passed.
    """
    if feedback.status == "asked" and feedback.due is not None and feedback.due < today:
        return "overdue"
    return feedback.status
