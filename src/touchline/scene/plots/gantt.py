"""
What happens when, as bars on a calendar.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Line, Rect
from touchline.i18n import date_text, translate
from touchline.lanes._pen import diamond
from touchline.scene.plots import Placed, Plot, Tone, fill_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from touchline.canvas.primitives import Primitive
    from touchline.lanes._pen import Pen

#: The height of a bar, the least height of a row, and the space between two rows, px.
_BAR, _ROW, _BETWEEN = 16.0, 22.0, 9.0
#: The share of the width that names may take, and the space after them, px.
_NAMES, _GAP = 0.3, 16.0
#: The least distance of two days that are written at the calendar, px.
_APART = 104.0
#: Round lengths of time between days that are written, in days.
_STEPS = (1, 2, 7, 14, 30, 61, 91, 182, 365, 730, 1826, 3652)


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """
    One row.

    Args:
        name: What it is.
        start: Its first day; None when nobody has said.
        end: Its last day; None for one that has no end yet, or lasts one day.
        due: By when it shall be done, drawn as a diamond.
        note: A quiet line below the name.
        aside: What is written after the bar, such as how far it has come.
        tone: What its colour says.
        is_hollow: It is not decided yet.
        heading: Words above this row that begin a group.
        details: What a pointer resting on it shows.
        language: The language of its name; None takes the reader's.
    """

    name: str
    start: dt.date | None = None
    end: dt.date | None = None
    due: dt.date | None = None
    note: str = ""
    aside: str = ""
    tone: Tone = "plain"
    is_hollow: bool = False
    heading: str = ""
    details: str = ""
    language: str | None = None

    def days(self) -> tuple[dt.date, ...]:
        """
        Give the days that it has.

        Returns:
            Start, end and due day, as far as they are known.
        """
        return tuple(day for day in (self.start, self.end, self.due) if day is not None)


@dataclass(frozen=True, slots=True)
class _Calendar:
    """
    A stretch of days laid on a stretch of the sheet.
    """

    first: dt.date
    last: dt.date
    start: float
    end: float

    def at(self, day: dt.date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.start + share * (self.end - self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gantt(Plot):
    """
    Rows on one calendar.

    Args:
        activities: The rows, from the top.
        today: The day of reading, drawn as a line; None draws none.
    """

    activities: tuple[Activity, ...]
    today: dt.date | None = None

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the rows, then the calendar behind them.
        """
        names = self._names_width(pen, width)
        start, end = x + names + _GAP, x + width
        calendar = self._calendar(start, end)
        head, y = self._days(pen, calendar, top)
        rows: list[Primitive] = []
        for one in self.activities:
            if one.heading:
                text = pen.words(
                    one.heading, pen.styles.strong, x=x, y=y + 6, width=names, max_lines=3
                )
                rows.append(text)
                y = text.y + text.height + 6
            group, y = self._row(pen, one, (x, names, end), calendar, y)
            rows.append(group)
            y += _BETWEEN
        lines = self._lines(pen, calendar, top + 18, y)
        return Placed((*lines, *head, *rows), y, x + width)

    def _names_width(self, pen: Pen, width: float) -> float:
        natural = [pen.width_of(one.name, pen.styles.cell) for one in self.activities]
        natural += [pen.width_of(one.note, pen.styles.note) for one in self.activities]
        natural += [pen.width_of(one.heading, pen.styles.strong) for one in self.activities]
        return min(max(natural, default=0.0) + 2, _NAMES * width)

    def _calendar(self, start: float, end: float) -> _Calendar:
        days = [day for one in self.activities for day in one.days()]
        days += [self.today] if self.today else []
        first = min(days, default=dt.date(2000, 1, 1))
        last = max([*days, first + dt.timedelta(days=28)])
        spare = dt.timedelta(days=max((last - first).days // 30, 1))
        return _Calendar(first - spare, last + 2 * spare, start, end)

    def _marks(self, calendar: _Calendar) -> list[dt.date]:
        most = max(int((calendar.end - calendar.start) / _APART), 1)
        length = (calendar.last - calendar.first).days
        step = next((one for one in _STEPS if length / one <= most), _STEPS[-1])
        if step < 28:  # noqa: PLR2004 (shorter than any month)
            first = calendar.first + dt.timedelta(days=-calendar.first.weekday() % min(step, 7))
            n = (calendar.last - first).days // step
            return [first + dt.timedelta(days=i * step) for i in range(n + 1)]
        months = round(step / 30.4)
        number = calendar.first.year * 12 + calendar.first.month - 1
        number += -number % months
        marks = []
        while (day := dt.date(number // 12, number % 12 + 1, 1)) <= calendar.last:
            if day >= calendar.first:
                marks.append(day)
            number += months
        return marks

    def _days(self, pen: Pen, calendar: _Calendar, top: float) -> tuple[list[Primitive], float]:
        drawn: list[Primitive] = []
        for day in self._marks(calendar):
            words = date_text(day, pen.language, form="short")
            text = pen.label(words, pen.styles.note, x=calendar.at(day) + 4, y=top)
            if text.x + text.width <= calendar.end:
                drawn.append(text)
        return drawn, top + 24

    def _lines(self, pen: Pen, calendar: _Calendar, top: float, low: float) -> list[Primitive]:
        drawn: list[Primitive] = [
            Line(x1=x, y1=top - 16, x2=x, y2=low, stroke=pen.theme.line)
            for x in (calendar.at(day) for day in self._marks(calendar))
        ]
        if self.today is not None:
            x = calendar.at(self.today)
            drawn.append(Line(x1=x, y1=top, x2=x, y2=low, stroke=pen.theme.focus, stroke_width=1.6))
            words = translate("chart.today", pen.language)
            style = pen.coloured(pen.styles.tag, pen.theme.planned)
            wide = pen.width_of(words, style)
            at = min(x + 5, calendar.end - wide)
            drawn.append(pen.label(words, style, x=at, y=low - 14))
        return drawn

    def _row(
        self,
        pen: Pen,
        one: Activity,
        edges: tuple[float, float, float],
        calendar: _Calendar,
        top: float,
    ) -> tuple[Group, float]:
        x, names, end = edges
        _, name = _name(pen, one, x, names, top)
        height = max(name, _ROW)
        middle = top + height / 2
        children = [
            *_name(pen, one, x, names, middle - name / 2)[0],
            *self._mark(pen, one, calendar, middle, end),
        ]
        title = " · ".join(part for part in (one.name, one.aside) if part)
        return Group(
            children=tuple(children), role="bar", title=title, details=one.details
        ), top + height

    def _mark(
        self, pen: Pen, one: Activity, calendar: _Calendar, middle: float, end: float
    ) -> Sequence[Primitive]:
        theme = pen.theme
        drawn: list[Primitive] = []
        fill = fill_of(theme, one.tone)
        after = calendar.start
        if one.start is not None:
            last = max(one.end or one.start, one.start)
            begin, stop = calendar.at(one.start), calendar.at(last + dt.timedelta(days=1))
            drawn.append(
                Rect(
                    x=begin,
                    y=middle - _BAR / 2,
                    width=max(stop - begin, 5.0),
                    height=_BAR,
                    fill=theme.paper if one.is_hollow else fill,
                    stroke=fill if one.is_hollow else None,
                    stroke_width=1.4,
                    dash=(4, 3) if one.is_hollow else (),
                    radius=4,
                )
            )
            after = max(stop, begin + 5)
        if one.due is not None:
            at = calendar.at(one.due)
            drawn.append(diamond(at, middle, 6.5, fill=fill, stroke=theme.paper))
            after = max(after, at + 7)
        words = one.aside
        if not one.days():
            words = " · ".join((translate("chart.no-day", pen.language), *filter(None, [words])))
        if words:
            wide = pen.width_of(words, pen.styles.note)
            at = after + 7
            if at + wide > end:
                first = min((calendar.at(day) for day in one.days()), default=end)
                at = max(min(first - wide - 9, end - wide), calendar.start)
            drawn.append(pen.label(words, pen.styles.note, x=at, y=middle - 7.7, limit=end - at))
        return drawn


def _name(
    pen: Pen, one: Activity, x: float, width: float, top: float
) -> tuple[list[Primitive], float]:
    text = pen.words(
        one.name, pen.styles.cell, x=x, y=top, width=width, language=one.language, max_lines=3
    )
    drawn: list[Primitive] = [text]
    low = text.y + text.height
    if one.note:
        note = pen.words(one.note, pen.styles.note, x=x, y=low, width=width, max_lines=2)
        drawn.append(note)
        low = note.y + note.height
    return drawn, low - top
