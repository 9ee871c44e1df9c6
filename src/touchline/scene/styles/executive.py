"""
One page for leadership: how the journey stands, what is strong and weak, what to do (R-166, M19).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import translate
from touchline.scene.audiences.findings import felt, standouts
from touchline.scene.audiences.page import GAP, WIDTH, about, foot, pen_for
from touchline.scene.audiences.ribbon import feelings, stage_columns
from touchline.scene.audiences.standouts import (
    Block,
    draw_blocks,
    opportunities,
    opportunity,
    outcomes,
    strength,
    weakness,
)
from touchline.scene.header import header
from touchline.scene.heads import stages
from touchline.scene.legend import Entry
from touchline.scene.sheet import MARGIN, PAD, sheet
from touchline.scene.styles import Style

if TYPE_CHECKING:
    from touchline.canvas.primitives import Primitive, Scene
    from touchline.canvas.theme import Theme
    from touchline.lanes._pen import Pen
    from touchline.scene.subject import Subject

#: A page is no higher than A4 lying on its side, in parts of its width.
_A4 = 210 / 297

#: Items in each column from most to fewest, and whether the feelings are drawn.
_TRIES = ((4, True), (3, True), (2, True), (2, False), (1, True), (1, False))

#: In a journey of more stages than this they are not drawn one by one.
_MOST_STAGES = 9

#: The height of the curve of feelings, px.
_CURVE = 104.0


class Executive(Style):
    """
    One page: figures, the journey in a line, strengths and weaknesses, opportunities, outcomes.
    """

    def compose(self, subject: Subject, theme: Theme, width: float | None) -> Scene:
        """
        Take as many items as fit on one page.
        """
        pen = pen_for(subject, theme)
        content = max(WIDTH, (width or 0.0) - 2 * (MARGIN + PAD))
        outer = content + 2 * (MARGIN + PAD)
        children: list[Primitive] = []
        low = 0.0
        for most, has_curve in _TRIES:
            children, low = _placed(subject, pen, content, most, has_curve=has_curve)
            if low + PAD + MARGIN <= outer * _A4:
                break
        return sheet(subject, theme, MARGIN + content + 2 * PAD, low + PAD - 4, children)


def _placed(
    subject: Subject, pen: Pen, width: float, most: int, *, has_curve: bool
) -> tuple[list[Primitive], float]:
    x = MARGIN + PAD
    shown = about(subject, keeps=("objective", "personas", "figures"))
    top, low = header(shown, pen, x=x, top=MARGIN + PAD - 2, width=width)
    children: list[Primitive] = [top]
    found = [stage for stage in subject.journey.stages if stage.steps]
    if 0 < len(found) <= _MOST_STAGES:
        columns = stage_columns(subject, pen, found, width, x=x)
        chevrons, low = stages(subject, pen, columns, low + 16)
        children += chevrons
        if has_curve and len(felt(subject)) > 1:
            children += feelings(subject, pen, columns, low + 8, _CURVE)
            low += _CURVE + 8
    blocks, low = draw_blocks(
        pen, _blocks(subject, pen), x=x, top=low + 16, width=width, gap=GAP, most=most
    )
    children += blocks
    rules = [Entry(words) for words in _rules(subject)]
    last, low = foot(subject, pen, x=x, top=low, width=width, entries=rules)
    return [*children, *last], low


def _blocks(subject: Subject, pen: Pen) -> list[Block]:
    """
    Collect what stands in the columns.
    """
    theme, language = pen.theme, subject.language
    good, bad = standouts(subject)
    nothing = translate("deck.nothing", language)
    green = (theme.opportunity, theme.opportunity_line, theme.good_ink)
    red = (theme.pain, theme.pain_line, theme.bad_ink)
    plain = (theme.soft, theme.line, theme.second)
    blocks = [
        Block(
            translate("deck.strengths", language),
            "trending-up",
            green,
            tuple(strength(subject, one, theme.good_ink) for one in good),
            nothing,
        ),
        Block(
            translate("deck.weaknesses", language),
            "trending-down",
            red,
            tuple(weakness(subject, one, theme.bad_ink) for one in bad),
            nothing,
        ),
        Block(
            translate("view.next", language),
            "lightbulb",
            plain,
            tuple(opportunity(subject, one) for one in opportunities(subject)),
            translate("view.no-opportunity", language),
        ),
    ]
    came = outcomes(subject)
    blocks.append(
        Block(
            translate("view.outcome", language),
            "gauge",
            plain,
            came,
            translate("view.no-outcome", language),
        )
    )
    return blocks


def _rules(subject: Subject) -> list[str]:
    """
    Say by which rule steps stand out.
    """
    language = subject.language
    keys = ["deck.rule-measured"] * (subject.measures is not None)
    keys += ["deck.rule-felt"] * bool(felt(subject))
    return [translate(key, language) for key in keys]
