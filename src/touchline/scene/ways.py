"""
The ways that leave the planned one, in words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import translate

if TYPE_CHECKING:
    from touchline.model.map import Branch, JourneyMap
    from touchline.model.structure import Step


def leads(journey: JourneyMap, branch: Branch, language: str) -> str:
    """
    Say of what kind a branch is and where it leads.

    Args:
        journey: The map.
        branch: The branch.
        language: The reader's language tag.

    Returns:
        One line that names both steps; a step that the map does not have is named by its id.
    """
    steps = {step.id: step for step in journey.steps}
    kind = translate(f"scene.branch-{branch.kind}", language)
    origin = _name(steps.get(branch.origin), branch.origin, journey, language)
    if branch.to is None:
        return translate("scene.branch-ends", language, kind=kind, origin=origin)
    target = _name(steps.get(branch.to), branch.to, journey, language)
    return translate("scene.branch-leads", language, kind=kind, origin=origin, target=target)


def told_branch(journey: JourneyMap, branch: Branch, language: str) -> str:
    """
    Say where a branch leads and when it is taken.

    Args:
        journey: The map.
        branch: The branch.
        language: The reader's language tag.

    Returns:
        One line.
    """
    when = branch.text.said(language, otherwise=journey.language) if branch.text else ""
    return " · ".join(part for part in (leads(journey, branch, language), when) if part)


def _name(step: Step | None, id_: str, journey: JourneyMap, language: str) -> str:
    return (step.name.said(language, otherwise=journey.language) if step else "") or id_
