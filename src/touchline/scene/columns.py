"""
How wide each step's column is.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from touchline.lanes import Column
from touchline.lanes._pen import PAD
from touchline.model.experience import Touchpoint
from touchline.scene.heads import step_tag

if TYPE_CHECKING:
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Lane, Stage, Step
    from touchline.scene.subject import Subject

#: No column is narrower or, for the sake of one long word, wider than this, px.
NARROWEST, WIDEST_FOR_A_WORD = 136.0, 204.0

#: A map of few steps has columns up to this width, px.
_COMFORTABLE = 236.0

#: The grid of few steps grows to this width, px.
_MODEST_GRID = 1040.0

#: The grid is never narrower, so that the header has room, px.
_NARROWEST_GRID = 640.0

#: Words shorter than this fit into the narrowest column at any text size of a cell.
_LONG = 14

#: A touchpoint of fewer characters stands in one line, with icon and share beside it.
_LONG_CHIP = 20

#: What icon, share, paddings and the column's edges add to the words of such a touchpoint, px.
_CHIP = 85.0

#: What paddings and the column's edges add to the words of a step's tag, px.
_PILL = 18.0 + 2 * PAD

#: Stretches without a place to break a line; ideographs break anywhere.
_UNBROKEN = re.compile(rf"[^\s\u2E80-\u9FFF\uF900-\uFFEF\-/]{{{_LONG},}}")


def columns(subject: Subject, pen: Pen, *, x: float, width: float | None) -> tuple[Column, ...]:
    """
    Lay the steps out from start to end.

    A column grows with the longest word that stands in it; what is left of a wished width is
    shared alike.

    Args:
        subject: The map.
        pen: What measures words.
        x: Where the first column begins.
        width: The wished width of all columns; None chooses one. They are wider when they must be.

    Returns:
        A column for each step, in order.
    """
    steps = [(stage, step) for stage in subject.journey.stages for step in stage.steps]
    if not steps:
        return ()
    needed = _longest_words(subject, pen)
    least = [max(needed.get(step.id, 0.0), NARROWEST) for _, step in steps]
    widths = _shared(least, _base(len(steps)) * len(steps) if width is None else width)
    place = partial(_placed, subject, pen, widths, x)
    return subject.drafts.take("columns", (subject.frame, pen, widths, x), place)


def _placed(subject: Subject, pen: Pen, widths: list[float], x: float) -> tuple[Column, ...]:
    """
    Place the columns one after the other.
    """
    hues = {stage.id: i for i, stage in enumerate(subject.journey.stages)}
    placed: list[Column] = []
    exact = x
    steps = ((stage, step) for stage in subject.journey.stages for step in stage.steps)
    for (stage, step), wide in zip(steps, widths, strict=True):
        # Edges on whole pixels keep the lines between columns sharp.
        start, exact = round(exact), exact + wide
        column = _column(
            pen, stage, step, x=start, width=round(exact) - start, index=hues[stage.id]
        )
        placed.append(column)
    return tuple(placed)


def _shared(least: list[float], width: float) -> list[float]:
    """
    Share a width alike, except that columns which need more than their share take that.
    """
    share = width / len(least)
    while True:
        narrow = [need for need in least if need <= share]
        if not narrow:
            return least
        left = (width - sum(need for need in least if need > share)) / len(narrow)
        if left >= share or all(need <= left for need in narrow):
            return [max(need, left) for need in least]
        share = left


def _base(n: int) -> float:
    return max(NARROWEST, min(_COMFORTABLE, _MODEST_GRID / n), _NARROWEST_GRID / n)


def _column(pen: Pen, stage: Stage, step: Step, *, x: float, width: float, index: int) -> Column:
    hue = pen.theme.stage_hue(index)
    return Column(
        step=step,
        stage=stage,
        x=x,
        width=width,
        hue=hue,
        ink=pen.theme.readable(hue),
        opens_stage=step is stage.steps[0],
    )


def _longest_words(subject: Subject, pen: Pen) -> dict[str, float]:
    """
    Measure the longest word at each step; spanning cells have room enough.
    """
    found: dict[str, float] = {}
    for stage in subject.journey.stages:
        for step in stage.steps:
            wide = _widest(subject.said(step.name), pen, subject.language_of(step.name))
            found[step.id] = max(wide, _tag_width(step, pen))
    for lane in subject.journey.lanes:
        measure = partial(_widest_cards, subject, pen, lane)
        needed = subject.drafts.take(("words", lane.id), (lane, pen, subject.frame), measure)
        for name, wide in needed.items():
            if name in found:
                found[name] = max(found[name], wide)
    return found


def _widest_cards(subject: Subject, pen: Pen, lane: Lane) -> dict[str, float]:
    """
    Measure the longest word of a lane at each step.
    """
    found: dict[str, float] = {}
    for cell in lane.cells:
        if cell.through and cell.through != cell.at:
            continue
        for card in cell.cards:
            words = subject.said(card.text)
            language = subject.language_of(card.text)
            wide = 0.0
            if isinstance(card, Touchpoint) and len(words) < _LONG_CHIP:
                wide = _CHIP + pen.width_of(words, pen.styles.chip, language)
            elif len(words) >= _LONG:
                wide = _widest(words, pen, language)
            found[cell.at] = max(found.get(cell.at, 0.0), wide)
    return found


def _tag_width(step: Step, pen: Pen) -> float:
    tag = step_tag(pen, step)
    return min(pen.width_of(tag[0], pen.styles.chip) + _PILL, WIDEST_FOR_A_WORD) if tag else 0.0


def _widest(words: str, pen: Pen, language: str) -> float:
    room = WIDEST_FOR_A_WORD - 2 * PAD
    widest = 0.0
    for word in _UNBROKEN.findall(words):
        if widest >= room:
            break
        widest = max(widest, min(room, pen.width_of(word[:60], pen.styles.head, language)))
    return widest + 2 * PAD if widest else 0.0
