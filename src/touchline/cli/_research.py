"""
Research as its verbs share it: a map with what is known of it, and what was made evidence in one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from touchline.cli._maps import read_map
from touchline.cli._workspace import opened
from touchline.document.edits import apply
from touchline.document.read import journey_of
from touchline.i18n import number, translate
from touchline.workspace.errors import NoWorkspace
from touchline.workspace.knowledge import assess
from touchline.workspace.research import items_at, studies

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from touchline.model.map import JourneyMap
    from touchline.model.structure import Evidence
    from touchline.workspace.citing import Citation
    from touchline.workspace.knowledge import Knowledge


def known_of(map_name: str, workspace: str, today: dt.date) -> tuple[JourneyMap, Knowledge]:
    """
    Assess what is known of a map.

    Args:
        map_name: A file, which may lie outside of every workspace, or the id of a map of one.
        workspace: The folder of the workspace.
        today: The day it is.

    Returns:
        The map and what is known of it; without a workspace, what the map itself says.

    Raises:
        NoWorkspace: No file has that name, and there is no workspace.
        UnknownRecord: The workspace has no such map.
        UnreadableMap: The file cannot be understood.
    """
    is_file = Path(map_name).is_file()
    try:
        found = opened(workspace)
    except NoWorkspace:
        if not is_file:
            raise
        journey = journey_of(read_map(map_name))
        return journey, assess(journey, {}, {}, today)
    with found:
        journey = journey_of(read_map(map_name) if is_file else found.map(map_name))
        return journey, assess(journey, items_at(found, journey.id), studies(found), today)


def backed_lines(done: Citation, language: str) -> Iterator[str]:
    """
    Say what rests on research now that did not before.

    Args:
        done: What was changed.
        language: The reader's language tag.

    Yields:
        A sentence for each card and persona.
    """
    after = apply(done.before, done.edits)
    before = {name: evidence for name, _, _, evidence in _backed(done.before)}
    ours = {item.id: item for item in done.items}
    for name, text, score, evidence in _backed(after):
        for one in evidence:
            if one.item in ours and one not in before.get(name, ()):
                is_scored = score is not None and ours[one.item].score is not None
                yield translate(
                    "cite.backed",
                    language,
                    text=text,
                    source=one.source.said(language, otherwise=after.language),
                    n=one.n or 0,
                    score=number(score or 0, language) if is_scored else "",
                )


def _backed(
    journey: JourneyMap,
) -> Iterator[tuple[str, str, float | None, tuple[Evidence, ...]]]:
    """
    Go through what evidence can stand behind: its id, its words, its score and its evidence.
    """
    own = journey.language
    for persona in journey.personas:
        yield f"persona:{persona.id}", persona.name.said(own), None, persona.evidence
    names = {step.id: step.name.said(own) for step in journey.steps}
    for _, cell, card in journey.cards():
        words = card.text.said(own, otherwise=own) or names[cell.at]
        yield f"card:{card.id}", words, getattr(card, "score", None), card.evidence
