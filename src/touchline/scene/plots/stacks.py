"""
Bars that are made of parts, such as promoters, passives and detractors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Group, Rect
from touchline.i18n import percent
from touchline.scene.plots import Placed, Plot, Tone

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Text
    from touchline.lanes._pen import Pen

#: The height of a bar, space between two rows and around a bar, px.
_BAR, _BETWEEN, _GAP = 22.0, 12.0, 16.0
#: The share of the width that names may take.
_NAMES = 0.28
#: Between two parts, px.
_SEAM = 1.5
#: Side of the field in a key, px.
_FIELD = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One kind of part, which has the same colour in every bar.

    Args:
        name: What it is.
        tone: What its colour says.
        hue: Which hue of the theme a plain part takes.
    """

    name: str
    tone: Tone = "plain"
    hue: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """
    One bar.

    Args:
        name: What it is about.
        shares: The share of each part, in the order of the parts; None where it is not known.
        note: A quiet line below the name.
        figure: The number at the end, in words.
        aside: What stands beside and below it.
        bounds: The interval of that number, in words.
        heading: Words above this row that begin a group.
        details: What a pointer resting on each part shows.
    """

    name: str
    shares: tuple[float | None, ...]
    note: str = ""
    figure: str = ""
    bounds: str = ""
    aside: str = ""
    heading: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacks(Plot):
    """
    Bars of the same parts, each filling the whole.

    Args:
        parts: The kinds of parts, from the start.
        stacks: The bars, from the top.
    """

    parts: tuple[Part, ...]
    stacks: tuple[Stack, ...]

    def place(self, pen: Pen, *, x: float, top: float, width: float) -> Placed:
        """
        Place the key, then the rows.
        """
        key, y = self._key(pen, x, top, width)
        drawn: list[Primitive] = [key]
        y += 12
        names = min(
            max((pen.width_of(one.name, pen.styles.cell) for one in self.stacks), default=0.0) + 2,
            _NAMES * width,
        )
        numbers = self._numbers_width(pen)
        start = x + names + _GAP
        end = max(x + width - (numbers + _GAP if numbers else 0.0), start + 200)
        for one in self.stacks:
            if one.heading:
                text = pen.words(one.heading, pen.styles.strong, x=x, y=y + 4, width=end - x)
                drawn.append(text)
                y = text.y + text.height + 8
            group, y = self._row(pen, one, (x, names, start, end), y)
            drawn.append(group)
            y += _BETWEEN
        return Placed(tuple(drawn), y - _BETWEEN, x + width)

    def colour(self, pen: Pen, part: Part) -> str:
        """
        Choose the fill of a part, dark enough for words on it.

        Args:
            pen: What knows the theme.
            part: The part.

        Returns:
            The colour.
        """
        theme = pen.theme
        if part.tone == "quiet":
            return theme.track
        hue = {"good": theme.good, "bad": theme.bad}.get(part.tone)
        return theme.readable(hue or theme.stage_hue(part.hue))

    def _key(self, pen: Pen, x: float, top: float, width: float) -> tuple[Group, float]:
        children: list[Primitive] = []
        left, y, low = x, top, top
        for part in self.parts:
            wide = pen.width_of(part.name, pen.styles.note)
            if left > x and left + _FIELD + 6 + wide > x + width:
                left, y = x, low + 3
            field = Rect(
                x=left,
                y=y + 2.5,
                width=_FIELD,
                height=_FIELD,
                radius=3,
                fill=self.colour(pen, part),
            )
            text = pen.label(
                part.name, pen.styles.note, x=left + _FIELD + 6, y=y, limit=width - _FIELD - 6
            )
            children += [field, text]
            left += _FIELD + 6 + text.width + 18
            low = max(low, text.y + text.height)
        title = " · ".join(part.name for part in self.parts)
        return Group(children=tuple(children), role="legend", title=title), low

    def _numbers_width(self, pen: Pen) -> float:
        widest = 0.0
        for one in self.stacks:
            figure = pen.width_of(one.figure, pen.styles.head) if one.figure else 0.0
            if one.bounds:
                figure += 6 + pen.width_of(one.bounds, pen.styles.note)
            aside = pen.width_of(one.aside, pen.styles.note) if one.aside else 0.0
            widest = max(widest, figure, aside)
        return widest

    def _row(
        self, pen: Pen, one: Stack, edges: tuple[float, float, float, float], top: float
    ) -> tuple[Group, float]:
        x, names, start, end = edges
        _, name = _name(pen, one, x, names, top)
        _, figure = _figure(pen, one, end + _GAP, top)
        height = max(name, figure, _BAR)
        middle = top + height / 2
        children = (
            *_name(pen, one, x, names, middle - name / 2)[0],
            *self._bar(pen, one, start, end, middle - _BAR / 2),
            *_figure(pen, one, end + _GAP, middle - figure / 2)[0],
        )
        parts = (
            f"{part.name}: {percent(share, pen.language)}"
            for part, share in zip(self.parts, one.shares, strict=True)
            if share is not None
        )
        title = " · ".join(part for part in (one.name, one.figure) if part)
        return Group(
            children=children, role="bar", title=title, details="\n".join(parts)
        ), top + height

    def _bar(self, pen: Pen, one: Stack, start: float, end: float, top: float) -> list[Primitive]:
        drawn: list[Primitive] = []
        whole = sum(share or 0.0 for share in one.shares)
        at = start
        for i, (part, share) in enumerate(zip(self.parts, one.shares, strict=True)):
            if not share:
                continue
            wide = share / max(whole, 1.0) * (end - start)
            fill = self.colour(pen, part)
            field = Rect(
                x=at,
                y=top,
                width=max(wide - _SEAM, 0.75),
                height=_BAR,
                fill=fill,
                radius=min(3.0, wide / 2),
            )
            inside: list[Primitive] = [field]
            words = percent(share, pen.language, digits=0)
            ink = pen.theme.ink if part.tone == "quiet" else pen.theme.on_stage
            style = pen.coloured(pen.styles.tag, ink)
            if pen.width_of(words, style) + 8 <= wide:
                inside.append(
                    pen.words(
                        words,
                        style,
                        x=at,
                        y=top + 3.3,
                        width=wide - _SEAM,
                        align="middle",
                        max_lines=1,
                    )
                )
            details = one.details[i] if i < len(one.details) else ""
            said = f"{part.name}: {percent(share, pen.language)}"
            drawn.append(Group(children=tuple(inside), role="part", title=said, details=details))
            at += wide
        return drawn


def _name(pen: Pen, one: Stack, x: float, width: float, top: float) -> tuple[list[Text], float]:
    text = pen.words(one.name, pen.styles.cell, x=x, y=top, width=width, max_lines=3)
    texts = [text]
    if one.note:
        texts.append(
            pen.words(
                one.note, pen.styles.note, x=x, y=text.y + text.height, width=width, max_lines=2
            )
        )
    return texts, texts[-1].y + texts[-1].height - top


def _figure(pen: Pen, one: Stack, x: float, top: float) -> tuple[list[Text], float]:
    if not one.figure and not one.aside:
        return [], 0.0
    texts: list[Text] = []
    low = top
    if one.figure:
        texts.append(pen.label(one.figure, pen.styles.head, x=x, y=top))
        low = texts[0].y + texts[0].height - 1
        if one.bounds:
            texts.append(
                pen.label(one.bounds, pen.styles.note, x=x + texts[0].width + 6, y=top + 1.4)
            )
    if one.aside:
        texts.append(pen.label(one.aside, pen.styles.note, x=x, y=low))
        low = texts[-1].y + texts[-1].height
    return texts, low - top
