"""
What a step means to somebody who helps: what is seen, asked, broken, and to be done and said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.canvas.primitives import Ellipse, Icon
from touchline.i18n import translate
from touchline.lanes import Row
from touchline.lanes._details import quoted
from touchline.lanes._icons import chosen_icon
from touchline.lanes.touchpoints import channel_name
from touchline.model.experience import Expectation, Touchpoint
from touchline.scene.audiences.rows import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from touchline.canvas.text import TextStyle
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card, Lane, Step
    from touchline.scene.portraits.stack import Stack
    from touchline.scene.subject import Subject

#: The lanes of each column beside the touchpoints.
_SEEN = ("physical-evidence", "communication")
_ASKED = ("expectations", "needs", "wants")
_BROKEN = ("pain-points", "barriers")
_DONE = ("support", "frontstage", "enablers")
_BEHIND = ("backstage", "people", "departments")

#: The place that a mark takes before its words, its side, and space below an item, px.
_LEAD, _MARK, _AFTER = 19.0, 13.0, 5.0


def fields(subject: Subject, pen: Pen) -> list[Field]:
    """
    Give the columns of a script.

    Args:
        subject: The map.
        pen: What knows the theme.

    Returns:
        The columns.
    """
    cards = _Cards(subject, pen)
    language = subject.language
    titles = [translate(f"view.{key}", language) for key in ("sees", "asks", "wrong", "help")]
    return [
        Field(titles[0], "eye", 1.0, cards.seen),
        Field(titles[1], "message-circle", 1.0, cards.asked),
        Field(titles[2], "triangle-alert", 0.95, cards.broken),
        Field(titles[3], "life-buoy", 1.15, cards.helped),
    ]


@dataclass(frozen=True, slots=True)
class _Cards:
    """
    The cards of a map, told step by step.
    """

    subject: Subject
    pen: Pen

    def seen(self, step: Step, stack: Stack) -> None:
        """
        Tell touchpoints with their channels, and what else meets the eye.
        """
        for card in self._cards(step, ("touchpoints",)):
            if isinstance(card, Touchpoint) and card.use == "now":
                self._touchpoint(card, stack)
        for card in self._cards(step, _SEEN):
            self._item(card, stack, "mail-open", self.pen.theme.second)

    def asked(self, step: Step, stack: Stack) -> None:
        """
        Tell thoughts as they are said, then what is expected and needed.
        """
        for lane, card in self._of(step, ("thoughts",)):
            words = quoted(self._row(lane), card.text)
            self._words(words, card, stack, "message-circle", style=self.pen.styles.quote)
        for card in self._cards(step, _ASKED):
            icon = "target" if isinstance(card, Expectation) else "circle-dot"
            self._item(card, stack, icon, self.pen.theme.second)

    def broken(self, step: Step, stack: Stack) -> None:
        """
        Tell what hurts and holds back, and the ways of failure that begin here.
        """
        theme, language = self.pen.theme, self.subject.language
        for card in self._cards(step, _BROKEN):
            self._item(card, stack, "triangle-alert", theme.bad_ink)
        for name in self._targets(step, "failure"):
            told = translate("view.fails-at", language, step=name)
            stack.line(told, "circle-x", colour=theme.bad_ink)
            stack.y += _AFTER

    def helped(self, step: Step, stack: Stack) -> None:
        """
        Tell how to help, the facts that are stated, the way back and who works behind.
        """
        theme, language = self.pen.theme, self.subject.language
        for card in self._cards(step, _DONE):
            self._item(card, stack, "check", theme.good_ink)
        for card in self._cards(step, ("touchpoints",)):
            for fact in card.facts if isinstance(card, Touchpoint) else ():
                said = self.subject.said(fact.says)
                told = translate("view.fact", language, about=fact.about, says=said)
                stack.line(told, "info", colour=theme.ink)
                stack.y += _AFTER
        for name in self._targets(step, "recovery"):
            told = translate("view.leads-to", language, step=name)
            stack.line(told, "life-buoy", colour=theme.good_ink)
            stack.y += _AFTER
        for card in self._cards(step, _BEHIND):
            self._item(card, stack, "users", theme.second, style=self.pen.styles.note)

    def _touchpoint(self, card: Touchpoint, stack: Stack) -> None:
        journey, language = self.subject.journey, self.subject.language
        channel = next((one for one in journey.channels if one.id == card.channel), None)
        icon = chosen_icon(journey, card.icon, channel.icon if channel else None, "map-pin")
        name = channel_name(journey, card.channel, language) if card.channel else ""
        words = " · ".join(part for part in (self.subject.said(card.text), name) if part)
        self._words(words, card, stack, icon.name if icon else "map-pin")

    def _item(
        self, card: Card, stack: Stack, icon: str, colour: str, style: TextStyle | None = None
    ) -> None:
        self._words(self.subject.said(card.text), card, stack, icon, colour=colour, style=style)

    def _words(
        self,
        words: str,
        card: Card,
        stack: Stack,
        icon: str,
        *,
        colour: str | None = None,
        style: TextStyle | None = None,
    ) -> None:
        """
        Set one item after its mark, and a dot after it where nobody has researched it.
        """
        if not words:
            return
        pen = self.pen
        is_assumed = (
            pen.shows_grades and card.grade == "assumption" and not isinstance(card, Touchpoint)
        )
        text = pen.words(
            words,
            style or pen.styles.cell,
            x=stack.x + _LEAD,
            y=stack.y,
            width=stack.width - _LEAD - (10 if is_assumed else 0),
            language=self.subject.language_of(card.text),
            max_lines=8,
        )
        mark = Icon(
            name=icon,
            x=stack.x,
            y=stack.y + 2,
            size=_MARK,
            colour=colour or pen.theme.second,
            stroke_width=2,
        )
        stack.children += [mark, text]
        if is_assumed:
            last = text.lines[-1]
            left = stack.x + _LEAD + last.width + 6
            cy = text.y + text.height * (1 - 0.5 / len(text.lines))
            stack.children.append(Ellipse(cx=left, cy=cy, rx=2, ry=2, fill=pen.theme.caution))
        stack.y = text.y + text.height + _AFTER

    def _targets(self, step: Step, kind: str) -> list[str]:
        names = {one.id: self.subject.said(one.name) for one in self.subject.journey.steps}
        return [
            names[branch.to]
            for branch in self.subject.journey.branches
            if branch.kind == kind and branch.origin == step.id and branch.to in names
        ]

    def _cards(self, step: Step, kinds: Sequence[str]) -> list[Card]:
        return [card for _, card in self._of(step, kinds)]

    def _of(self, step: Step, kinds: Sequence[str]) -> Iterator[tuple[Lane, Card]]:
        order = {one.id: i for i, one in enumerate(self.subject.journey.steps)}
        here = order[step.id]
        for kind in kinds:
            for lane, cell, card in self.subject.journey.cards():
                first = order.get(cell.at)
                if lane.kind != kind or first is None:
                    continue
                if first <= here <= max(first, order.get(cell.through or cell.at, first)):
                    yield lane, card

    def _row(self, lane: Lane) -> Row:
        subject = self.subject
        return Row(
            lane=lane,
            journey=subject.journey,
            measures=subject.measures,
            columns=(),
            language=subject.language,
        )
