"""
Impact maps joined with what they name: goals, personas, stakeholders and changes (P18).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from touchline.document.programme import load_programme
from touchline.errors import TouchlineError
from touchline.model.experience import Change
from touchline.model.text import LocalText
from touchline.model.work.impact_map import ImpactMap
from touchline.model.work.persona import Persona
from touchline.model.work.stakeholder import Stakeholder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from touchline.model.experience import Progress
    from touchline.model.work.impact_map import Deliverable, Party
    from touchline.workspace.shelf import ShelvedCard
    from touchline.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """
    One way from a goal to something that can be made; what is still open is None.

    Args:
        map: The id of the impact map.
        title: What the impact map is called.
        why: The goal.
        who: Who is to behave otherwise.
        how: In which way.
        what: What would bring that about.
        status: How far that has come, as the change in a map says it, else the impact map itself.
        is_lost: The change that it names stands in no map.
    """

    map: str
    title: LocalText
    why: LocalText
    who: LocalText | None = None
    how: LocalText | None = None
    what: LocalText | None = None
    status: Progress | None = None
    is_lost: bool = False


def impact_branches(workspace: Workspace) -> tuple[Branch, ...]:
    """
    Lay out all impact maps of a workspace, a row for each way from goal to deliverable.

    Args:
        workspace: The workspace.

    Returns:
        The rows in the order of each impact map; a party without impacts, and an impact without
        deliverables, have a row of their own.
    """
    names = {("persona", one.id): one.title for one in workspace.records(Persona)}
    names |= {("stakeholder", one.id): one.title for one in workspace.records(Stakeholder)}
    changes = {(one.map, one.id): one for one in workspace.shelf.cards("changes")}
    found: list[Branch] = []
    for one in workspace.records(ImpactMap):
        root = Branch(map=one.id, title=one.title, why=_why(workspace, one))
        grown = [row for party in one.parties for row in _grown(root, party, names, changes)]
        found += grown or [root]
    return tuple(found)


def _grown(
    root: Branch,
    party: Party,
    names: Mapping[tuple[str, str], LocalText],
    changes: Mapping[tuple[str, str], ShelvedCard],
) -> Iterator[Branch]:
    kind = "persona" if party.persona else "stakeholder"
    named = party.persona or party.stakeholder or ""
    who = party.who or names.get((kind, named), LocalText.of(named))
    at_party = replace(root, who=who)
    if not party.impacts:
        yield at_party
    for impact in party.impacts:
        at_impact = replace(at_party, how=impact.how)
        if not impact.deliverables:
            yield at_impact
        for deliverable in impact.deliverables:
            yield _made(at_impact, deliverable, changes)


def _made(
    branch: Branch, deliverable: Deliverable, changes: Mapping[tuple[str, str], ShelvedCard]
) -> Branch:
    if deliverable.map is None or deliverable.change is None:
        return replace(branch, what=deliverable.what, status=deliverable.status)
    card = changes.get((deliverable.map, deliverable.change))
    if card is None:
        return replace(branch, what=deliverable.what, status=deliverable.status, is_lost=True)
    status = Change.model_validate(card.card, by_alias=True, by_name=False).status
    return replace(branch, what=deliverable.what, status=status)


def _why(workspace: Workspace, one: ImpactMap) -> LocalText:
    if one.why is not None:
        return one.why
    try:
        programme = load_programme(workspace.folder / (one.programme or ""))
    except TouchlineError:
        return LocalText.of(one.goal or "")
    goals = {goal.id: goal.statement for goal in programme.goals}
    return goals.get(one.goal or "", LocalText.of(one.goal or ""))
