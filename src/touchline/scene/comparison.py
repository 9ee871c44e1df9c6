"""
Two maps on one sheet: their steps share columns, and their rows stand one above the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Primitive, Rect, Scene
from touchline.canvas.theme import Theme, load_theme
from touchline.i18n import closest_language, translate
from touchline.lanes._pen import PAD, Pen
from touchline.measuring.measured import MeasuredMap
from touchline.model.text import LocalText
from touchline.scene.compared_rows import Both, placed_rows
from touchline.scene.compose import finished
from touchline.scene.dressing import dressed
from touchline.scene.heads import head_width, stages, steps, tints
from touchline.scene.marks import SIGNS, Mark, placed_marks, step_marks, word
from touchline.scene.side_by_side import shared_columns
from touchline.scene.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Text
    from touchline.document.comparison import Comparison
    from touchline.model.map import JourneyMap
    from touchline.scene.compared_rows import PlacedRow
    from touchline.scene.marks import Sign

#: Around the sheet, inside its edge, and after the names of lanes, px.
_MARGIN, _PAD, _AFTER_HEAD = 20.0, 26.0, 14.0

#: What the mark of an invented map needs beside a title, px.
_MARK = 150.0

#: The least width of the sheet's content beside the names of lanes, px.
_LEAST = 640.0


def compose_comparison(
    left: JourneyMap | MeasuredMap,
    right: JourneyMap | MeasuredMap,
    found: Comparison,
    *,
    theme: str | Theme = "paper",
    language: str | None = None,
) -> Scene:
    """
    Draw two maps as one scene.

    Args:
        left: The first map, such as today's.
        right: The second map, such as the one to be.
        found: Their comparison.
        theme: The name of a theme, or a theme.
        language: The reader's language tag; None takes the second map's own.

    Returns:
        The scene, already mirrored for right-to-left languages. It carries a map that tells the
        same in words, for formats that tell.
    """
    subjects = (_subject(left, language, right), _subject(right, language, right))
    look = load_theme(theme) if isinstance(theme, str) else theme
    return finished(dressed(_Sheet(subjects, found, look).scene(), look))


def sides(left: JourneyMap, right: JourneyMap, language: str) -> tuple[str, str]:
    """
    Name the two sides of a comparison.

    Args:
        left: The first map.
        right: The second map.
        language: The reader's language tag.

    Returns:
        As is and to be when the maps say that they are that, else two plain names.
    """
    is_pair = (left.type, right.type) == ("current-state", "future-state")
    is_pair |= any(link.kind == "to-be" for link in left.links)
    is_pair |= any(link.kind == "as-is" for link in right.links)
    names = ("as-is", "to-be") if is_pair else ("first", "second")
    one, other = (translate(f"compare.side-{name}", language) for name in names)
    return one, other


def _subject(
    found: JourneyMap | MeasuredMap, language: str | None, right: JourneyMap | MeasuredMap
) -> Subject:
    own = right.journey if isinstance(right, MeasuredMap) else right
    tongue = closest_language(language or own.language)
    if isinstance(found, MeasuredMap):
        return Subject(journey=found.journey, measures=found.measures, language=tongue)
    return Subject(journey=found, measures=None, language=tongue)


class _Sheet:
    """
    Knows both maps, the reader and the columns.
    """

    def __init__(self, subjects: tuple[Subject, Subject], found: Comparison, theme: Theme) -> None:
        self.subjects = subjects
        self.found = found
        self.language = subjects[1].language
        grades = (card.evidence for subject in subjects for _, _, card in subject.journey.cards())
        self.pen = Pen(theme=theme, language=self.language, shows_grades=any(grades))
        self.names = sides(subjects[0].journey, subjects[1].journey, self.language)
        self.x = _MARGIN + _PAD
        self.head = max(head_width(subject, self.pen) for subject in subjects)
        grid_x = self.x + self.head + _AFTER_HEAD
        self.shared = shared_columns(subjects, found, self.pen, grid_x)
        placed = self.shared.columns
        self.end = max(placed[-1].end if placed else 0.0, grid_x + _LEAST)
        self.signs: set[Sign] = set()
        self.both = Both(
            subjects=subjects,
            found=found,
            names=self.names,
            pen=self.pen,
            shared=self.shared,
            x=self.x,
            head=self.head,
            start=grid_x,
            end=self.end,
        )

    def scene(self) -> Scene:
        """
        Place everything from top to bottom, then the sheet behind it.
        """
        frame = Subject(journey=self.shared.frame, measures=None, language=self.language)
        columns = self.shared.columns
        header, low = self._header(_MARGIN + _PAD - 2)
        stage_groups, top = stages(frame, self.pen, columns, low + 18)
        step_groups, head_low = steps(frame, self.pen, columns, top)
        step_signs, rows_top = self._step_signs(head_low)
        rows = placed_rows(self.both, rows_top)
        self.signs = self.signs.union(*(row.signs for row in rows))
        low = rows[-1].low if rows else rows_top
        fields = (
            *tints(self.pen, columns, top, rows_top, low),
            *(row.rule for row in rows),
        )
        ground_group = Group(children=fields, role="ground")
        notes, low = self._legend(low + 14)
        children = (
            header, ground_group, *stage_groups, *step_groups, *step_signs,
            *(row.group for row in rows), *notes,
        )  # fmt: skip
        return self._sheet(low + _PAD - 4, children, rows)

    def _title(self) -> str:
        one, other = (subject.said(subject.journey.title) for subject in self.subjects)
        return (
            one if one == other else translate("compare.title", self.language, one=one, other=other)
        )

    def _header(self, top: float) -> tuple[Group, float]:
        """
        Place both titles and how much differs.
        """
        pen, width = self.pen, self.end - self.x
        children: list[Primitive] = []
        low = top
        wide = max(self.both.pill(name, 0, 0).width for name in self.names)
        for name, subject in zip(self.names, self.subjects, strict=True):
            title = subject.journey.title
            text = pen.words(
                subject.said(title),
                pen.styles.tile,
                x=self.x + wide + 12,
                y=low,
                width=width - wide - 12,
                language=subject.language_of(title),
                max_lines=3,
                is_title=True,
            )
            pill = self.both.pill(name, self.x, low + 2.5)
            mark, below = self._invented(subject, text)
            children += [*pill.children, text, *mark]
            low = below + 5
        counts = self._counts()
        if counts:
            piece = placed_marks(pen, counts, x=self.x, y=low + 5, width=width)
            children += piece.children
            low += piece.height + 5
        group = Group(children=tuple(children), role="header", title=self._title())
        return group, low

    def _invented(self, subject: Subject, title: Text) -> tuple[tuple[Primitive, ...], float]:
        """
        Say beside the title of an invented map that it is one; gives the y of the lower edge.
        """
        low = title.y + title.height
        if not subject.journey.is_invented:
            return (), low
        theme, pen = self.pen.theme, self.pen
        last = max((line.width for line in title.lines), default=0.0)
        fits = title.x + last + _MARK < self.end
        x = title.x + last + 12 if fits else title.x
        pill = pen.pill(
            translate("scene.invented", self.language),
            x=x,
            y=title.y + 2.5 if fits else low + 3,
            fill=theme.warn_fill,
            ink=theme.warn,
        )
        return pill.children, low if fits else low + 3 + pill.height

    def _counts(self) -> list[Mark]:
        """
        Say how many steps and cards have changed.
        """
        groups = (
            ("steps", self.found.step_changes()),
            ("cards", self.found.card_changes()),
        )
        return [
            Mark(sign, translate(f"compare.{what}-changed", self.language, n=n, change=sign))
            for what, counts in groups
            for sign, n in counts.items()
        ]

    def _step_signs(self, top: float) -> tuple[list[Group], float]:
        """
        Place below each step's name what became of it.
        """
        groups: list[Group] = []
        low = top
        for column, pair in zip(self.shared.columns, self.found.steps, strict=True):
            marks = step_marks(pair, self.language)
            self.signs |= {mark.sign for mark in marks}
            if not marks:
                continue
            x, width = column.x + PAD, column.width - 2 * PAD
            piece = placed_marks(self.pen, marks, x=x, y=top - 3, width=width)
            title = ", ".join(mark.words for mark in marks)
            groups.append(
                Group(
                    children=piece.children, role="mark", title=title, details=self._was(pair.left)
                )
            )
            low = max(low, top + piece.height + 6)
        return groups, low

    def _was(self, step: str | None) -> str:
        left = self.subjects[0]
        name = next((one.name for one in left.journey.steps if one.id == step), None)
        return f"{self.names[0]}: {left.said(name)}" if name else ""

    def _legend(self, top: float) -> tuple[list[Group], float]:
        """
        Explain the signs that occur, and say what must be known before anything is concluded.
        """
        pen, width = self.pen, self.end - self.x
        children: list[Primitive] = []
        left, low = self.x, top
        for sign in (one for one in SIGNS if one in self.signs):
            words = translate(f"compare.legend-{sign}", self.language)
            mark = word(sign, self.language) if sign not in {"better", "worse"} else Mark(sign, "±")
            room = pen.width_of(words, pen.styles.note)
            piece = placed_marks(pen, [mark], x=left, y=low, width=width)
            wide = placed_marks(pen, [mark], x=0, y=0, width=width).width
            if left > self.x and left + wide + 6 + room > self.end:
                left, low = self.x, low + 24
                piece = placed_marks(pen, [mark], x=left, y=low, width=width)
            text = pen.words(words, pen.styles.note, x=left + wide + 6, y=low + 1.5, width=room)
            children += [*piece.children, text]
            left += wide + 6 + room + 20
        low += 24 if children else 0
        for name in self.found.warnings:
            words = translate(f"compare.warning-{name}", self.language)
            text = pen.words(words, pen.styles.note, x=self.x, y=low, width=width, max_lines=4)
            children.append(text)
            low = text.y + text.height + 2
        if not children:
            return [], top - 14
        title = translate("scene.legend", self.language)
        return [Group(children=tuple(children), role="legend", title=title)], low

    def _sheet(self, height: float, children: Sequence[Primitive], rows: list[PlacedRow]) -> Scene:
        """
        Put the sheet behind what was placed.
        """
        theme = self.pen.theme
        width = self.end + _PAD
        sheet = Rect(
            x=_MARGIN,
            y=_MARGIN,
            width=width - _MARGIN,
            height=height - _MARGIN,
            fill=theme.paper,
            stroke=theme.line,
            radius=18,
        )
        title = self._title()
        told = self.shared.frame.model_copy(
            update={
                "title": LocalText.of({self.language: title}),
                "lanes": tuple(row.told for row in rows),
            }
        )
        steps_shown = len(self.shared.columns)
        return Scene(
            width=width + _MARGIN,
            height=height + _MARGIN,
            title=title,
            description=translate("compare.described", self.language, steps=steps_shown),
            language=self.language,
            is_rtl=False,
            background=theme.page,
            children=(sheet, *children),
            subject=told,
        )
