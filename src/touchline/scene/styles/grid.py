"""
The classic grid: stages and steps across, lanes down.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from touchline.canvas.lowering import lowered_group
from touchline.canvas.primitives import Group, Rect
from touchline.document.upkeep import backing
from touchline.lanes import LANES, Row
from touchline.lanes._folded import folded_row, named_only
from touchline.lanes._pen import Pen
from touchline.model.partial import unfolded
from touchline.scene.bands import bands, crossings
from touchline.scene.blueprint import LINE, Depths, blueprint_line, blueprint_lines
from touchline.scene.branches import branches
from touchline.scene.columns import columns
from touchline.scene.header import header
from touchline.scene.heads import head_width, lane_head, lane_title, stages, steps, tints
from touchline.scene.here import frame, sign
from touchline.scene.legend import footer, grid_entries, legend
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from touchline.canvas.drafts import Drafts
    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.lanes import Column, LaneType
    from touchline.model.structure import Lane
    from touchline.scene.bands import Band
    from touchline.scene.subject import Subject

Result = TypeVar("Result")

#: After the names of lanes, px.
_AFTER_HEAD = 14.0


class _Rows(NamedTuple):
    """
    The placed lanes with the y of their lower edge.
    """

    lanes: list[Primitive]
    rules: list[Primitive]
    low: float


class Grid(Style):
    """
    Header, stages, steps and lanes on one sheet, with legend and source below.
    """

    has_places: ClassVar[bool] = True

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Place everything from top to bottom, then the sheet behind it.
        """
        journey = subject.journey
        shows_grades = any(card.evidence for _, _, card in journey.cards())
        pen = Pen(theme=theme, language=subject.language, shows_grades=shows_grades)
        x = MARGIN + PAD
        grid_x = x + head_width(subject, pen) + _AFTER_HEAD
        wished = None if width is None else width - grid_x - PAD - MARGIN
        placed = columns(subject, pen, x=grid_x, width=wished)
        end = placed[-1].end if placed else grid_x + 640
        content = end - x

        once = partial(self._once, subject, pen)
        # Among the numbers of the head is how many cards have evidence.
        counted = backing(unfolded(journey))
        top, low = once(header, x=x, top=MARGIN + PAD - 2, width=content, besides=counted)
        children: list[Primitive] = [top]
        stage_groups, signs_top = once(stages, placed, low + 18)
        signs, steps_top = sign(subject, pen, placed, signs_top)
        step_groups, rows_top = once(steps, placed, steps_top)
        head = grid_x - _AFTER_HEAD - x
        ways, lanes_top = once(branches, placed, x=x, top=rows_top, width=head)
        rows = self._rows(subject, pen, placed, x, lanes_top)
        ground = Group(
            children=(*tints(pen, placed, steps_top, rows_top, rows.low), *rows.rules),
            role="ground",
        )
        frames = frame(subject, pen, placed, steps_top, rows.low)
        children += [ground, *frames, *stage_groups, *signs, *step_groups, *ways, *rows.lanes]
        low = rows.low
        entries = grid_entries(subject, pen)
        for place in (partial(legend, entries=entries), footer):
            group, bottom = place(subject, pen, x=x, top=low + 14, width=content)
            if group:
                children.append(group)
                low = bottom
        return sheet(subject, theme, end + PAD, low + PAD - 4, children)

    def _once(
        self,
        subject: Subject,
        pen: Pen,
        place: Callable[..., Result],
        *where: object,
        besides: object = None,
        **room: float,
    ) -> Result:
        """
        Place a part that rests on the frame of the map and its measures alone, once.
        """
        rests_on = (subject.frame, subject.measures, pen, where, room, besides)
        name = getattr(place, "__name__", "")
        return subject.drafts.take(name, rests_on, partial(place, subject, pen, *where, **room))

    def _rows(
        self, subject: Subject, pen: Pen, placed: Sequence[Column], x: float, top: float
    ) -> _Rows:
        """
        Place each lane below the one before.
        """
        lanes: list[Primitive] = []
        rules: list[Primitive] = []
        end = placed[-1].end if placed else x + head_width(subject, pen)
        lines = blueprint_lines(subject)
        below = {subject.journey.lanes[i].id: name for i, name in lines.items()}
        tops: list[tuple[Band, float]] = []
        depths = Depths(subject, pen, placed)
        for band in bands(subject):
            if name := below.pop(band.lane.id, None):
                lanes.append(blueprint_line(pen, name, x, end, top))
                depths.line(top)
                top += LINE
            else:
                rules.append(Rect(x=x, y=top - 0.5, width=end - x, height=1, fill=pen.theme.line))
            tops.append((band, top))
            group, low = self._lane(subject, pen, band, placed, x=x, top=top)
            depths.lane(band.lane, top, low)
            lanes.append(group)
            top = low
        arrows = (*crossings(subject, pen, placed, tops), *depths.arrows())
        return _Rows([*lanes, *arrows], rules, top)

    def _lane(
        self,
        subject: Subject,
        pen: Pen,
        band: Band,
        placed: Sequence[Column],
        *,
        x: float,
        top: float,
    ) -> tuple[Group, float]:
        """
        Take one lane as it was placed before, or place it anew; gives the y of its lower edge.
        """
        place = ("lane", band.lane.id, band.key)
        around = (
            subject.frame,
            _kind(band.lane).reads(subject.journey, band.lane),
            subject.measures,
            placed,
            (pen, x),
        )
        drafts = subject.drafts.within(place, around)
        draw = partial(self._drawn, subject, pen, band, placed, drafts, x=x, top=top)
        group, drawn_at, low = subject.drafts.take(place, (*around, band), draw)
        by = top - drawn_at
        if not by:
            return group, low
        move = partial(lowered_group, group, by)
        return drafts.take("lowered", (group, by), move), low + by

    def _drawn(
        self,
        subject: Subject,
        pen: Pen,
        band: Band,
        placed: Sequence[Column],
        drafts: Drafts,
        *,
        x: float,
        top: float,
    ) -> tuple[Group, float, float]:
        """
        Place one lane with its name; gives the y of its edges as well.
        """
        lane, journey = band.lane, subject.journey
        if band.is_of_channel:
            # Hand-offs run from band to band, and need no marks of the lane.
            journey = journey.model_copy(update={"lanes": ()})
        row = Row(
            lane=lane,
            journey=journey,
            measures=subject.measures,
            columns=tuple(placed),
            language=subject.language,
            top=top,
            drafts=drafts,
        )
        drawn = folded_row(row, pen) if lane.is_collapsed else _kind(lane).draw(row, pen)
        wide = placed[0].x - _AFTER_HEAD - x if placed else head_width(subject, pen)
        named = named_only(lane) if lane.is_collapsed else lane
        head, needed = lane_head(subject, pen, named, x=x, top=top, width=wide)
        group = Group(
            children=(head, *drawn.children),
            role="lane",
            title=lane_title(subject, lane),
            at=row.at,
        )
        return group, top, top + round(max(drawn.height, needed))


def _kind(lane: Lane) -> LaneType:
    # A kind that nobody registered is drawn like notes rather than not at all.
    return LANES[lane.kind if lane.kind in LANES else "notes"]
