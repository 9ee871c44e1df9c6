"""
The journey as a circle that never ends (R-075).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.primitives import Group
from touchline.i18n import translate
from touchline.lanes._pen import Pen
from touchline.scene.chosen_lanes import chosen_lanes, not_drawn
from touchline.scene.cycle.belts import belt_entries, belt_lanes, belts
from touchline.scene.cycle.callouts import (
    AWAY,
    WIDTH,
    Content,
    callouts,
    placed,
    side_height,
    tops,
)
from touchline.scene.cycle.feelings import feelings, feelings_key, has_feelings
from touchline.scene.cycle.middle import middle
from touchline.scene.cycle.plan import plan
from touchline.scene.cycle.polar import Centre
from touchline.scene.cycle.ring import again, entry, nodes, stages, track
from touchline.scene.cycle.ways import arcs_of, arranged, closing
from touchline.scene.header import header
from touchline.scene.legend import Entry, footer, grid_entries, legend
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.model.structure import Lane
    from touchline.scene.cycle.callouts import Callout
    from touchline.scene.cycle.middle import Told
    from touchline.scene.cycle.plan import Plan
    from touchline.scene.cycle.ways import Way
    from touchline.scene.subject import Subject

#: What is told beside the circle, the first left out last where there are many steps.
_TOLD = ("touchpoints", "pain-points", "opportunities", "completion")

#: Call-outs of one side are never higher together, px.
_HIGHEST = 2600.0

#: The space between the header and the circle, px.
_BELOW_HEADER = 22.0

#: A map without steps is so wide, px.
_EMPTY = 920.0


class Cycle(Style):
    """
    Stages as a ring of arcs, steps on it with their feelings around them, what happens at each
    step beside the circle, and the persona in the middle.
    """

    has_places: ClassVar[bool] = True

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Choose the sizes by what must be told, then place everything around one middle.
        """
        del width
        shows_grades = any(card.evidence for _, _, card in subject.journey.cards())
        pen = Pen(theme=theme, language=subject.language, shows_grades=shows_grades)
        if not subject.journey.steps:
            return _empty(subject, pen)
        rings = [lane for lane in chosen_lanes(subject, ("emotion",)) if has_feelings(lane)][:1]
        ways, levels = arranged(subject.journey)
        inside = belt_lanes(subject)
        size = partial(
            plan,
            subject,
            pen,
            Centre(0, 0),
            has_feelings=bool(rings),
            levels=levels,
            n_belts=len(inside),
        )
        rough = size(side=0)
        content, found = _content(subject, pen, rough)
        sized = size(side=side_height(found))
        _, nameless = stages(subject, pen, sized)
        if nameless:
            content = replace(content, nameless=frozenset(nameless))
            found = callouts(subject, pen, sized.columns, content)
        x, wide = MARGIN + PAD, 2 * (sized.edge + AWAY + WIDTH)
        _, told = middle(subject, pen, sized)
        head, low = header(_relieved(subject, told), pen, x=x, top=MARGIN + PAD - 2, width=wide)
        level = tops(sized, found)
        down = low + _BELOW_HEADER - min(-sized.top, *(top for _, top in level))
        ring = replace(sized, centre=Centre(x + wide / 2, down))
        at = [(item, top + down) for item, top in level]
        lines, groups = placed(subject, pen, ring, content, at)
        ground = Group(children=tuple(lines), role="ground")
        circle = [*belts(subject, pen, ring, inside), *_circle(subject, pen, ring, rings, ways)]
        low = max(ring.centre.y + ring.edge + 6, *(top + item.height for item, top in at))
        lanes = [*rings, *inside, *content.lanes]
        notes = _notes(subject, pen, ring, rings, len(ways))
        notes += belt_entries(subject, pen, inside)
        rest, low = _rest(subject, pen, lanes, notes, x=x, top=low + 18, width=wide)
        children: list[Primitive] = [head, ground, *circle, *groups, *rest]
        return sheet(subject, theme, x + wide + PAD, low + PAD - 4, children)


def _content(subject: Subject, pen: Pen, rough: Plan) -> tuple[Content, list[Callout]]:
    """
    Choose the lanes that are told, fewer where the sides would be too high.
    """
    content = Content(lanes=tuple(chosen_lanes(subject, _TOLD)))
    found = callouts(subject, pen, rough.columns, content)
    for kind in reversed(_TOLD):
        if side_height(found) <= _HIGHEST:
            break
        lanes = tuple(lane for lane in content.lanes if lane.kind != kind)
        content = Content(lanes=lanes)
        found = callouts(subject, pen, rough.columns, content)
    return content, found


def _circle(
    subject: Subject, pen: Pen, ring: Plan, lanes: Sequence[Lane], ways: Sequence[Way]
) -> list[Primitive]:
    """
    Draw the rings from the inside out, and how the customer comes in and comes again.
    """
    field, _ = middle(subject, pen, ring)
    arcs, _ = stages(subject, pen, ring)
    arrow, _ = entry(pen, ring)
    drawn: list[Primitive] = [field, *arcs, again(subject, pen, ring, closing(subject.journey))]
    drawn += track(pen, ring)
    drawn += arcs_of(subject, pen, ring, ways)
    drawn += [feelings(subject, pen, ring, lane) for lane in lanes]
    return [*drawn, arrow, *nodes(subject, pen, ring)]


def _relieved(subject: Subject, told: Told) -> Subject:
    """
    Leave out of the header what the middle of the circle tells.
    """
    journey = subject.journey
    changes: dict[str, object] = {}
    if told.persona and len(journey.personas) == 1:
        changes["personas"] = ()
    if told.objective:
        changes["objective"] = None
    return replace(subject, journey=journey.model_copy(update=changes)) if changes else subject


def _notes(
    subject: Subject, pen: Pen, ring: Plan, rings: Sequence[Lane], n_ways: int
) -> list[Entry]:
    """
    Say how the ring of feelings is read, and how many ways are not drawn.
    """
    notes = [entry for lane in rings for entry in feelings_key(subject, pen, ring, lane)]
    drawn = n_ways + (closing(subject.journey) is not None)
    if n := len(subject.journey.branches) - drawn:
        notes.append(Entry(translate("scene.branches-more", pen.language, n=n)))
    return notes


def _rest(
    subject: Subject,
    pen: Pen,
    lanes: Sequence[Lane],
    notes: Sequence[Entry],
    *,
    x: float,
    top: float,
    width: float,
) -> tuple[list[Primitive], float]:
    """
    Place the legend and where the numbers come from.
    """
    # Hand-overs are not marked here.
    unmarked = translate("scene.handoff", pen.language)
    entries = [entry for entry in grid_entries(subject, pen) if entry.words != unmarked]
    entries += notes
    if left_out := not_drawn(subject, pen, lanes):
        entries.append(Entry(left_out))
    drawn: list[Primitive] = []
    group, low = legend(subject, pen, x=x, top=top, width=width, entries=entries)
    if group:
        drawn.append(group)
        top = low + 14
    group, low = footer(subject, pen, x=x, top=top, width=width)
    if group:
        drawn.append(group)
        return drawn, low
    return drawn, top - 14


def _empty(subject: Subject, pen: Pen) -> Scene:
    """
    Draw the header of a map that has no steps yet.
    """
    x = MARGIN + PAD
    head, low = header(subject, pen, x=x, top=MARGIN + PAD - 2, width=_EMPTY)
    rest, low = _rest(subject, pen, (), (), x=x, top=low + 18, width=_EMPTY)
    return sheet(subject, pen.theme, x + _EMPTY + PAD, low + PAD - 4, [head, *rest])
