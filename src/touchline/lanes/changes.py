"""
What we want to change about a step (R-048, fourth row of R-050).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.i18n import date_text, list_text, translate
from touchline.lanes._boxes import BoxLane, status_pill
from touchline.lanes._details import words_of_cards
from touchline.lanes._owners import owner_lines
from touchline.measuring.verdicts import result_words
from touchline.model.experience import Change

if TYPE_CHECKING:
    from touchline.lanes import LaneRole, Row
    from touchline.lanes._flow import Flow
    from touchline.lanes._pen import Pen
    from touchline.model.structure import Card


class Changes(BoxLane):
    """
    Boxes with owner, status, the day and how many pain points each answers.
    """

    card: ClassVar[type[Card]] = Change
    role: ClassVar[LaneRole] = "insight"
    icon: ClassVar[str] = "pencil-line"
    links: ClassVar[tuple[str, ...]] = ("answers", "carries_out", "builds")
    places_owner: ClassVar[bool] = True

    def paint(self, pen: Pen, card: Card) -> tuple[str, str]:
        """
        Fill them all alike.
        """
        del card
        return pen.theme.soft, pen.theme.chip_line

    def fill_foot(self, row: Row, card: Card, flow: Flow) -> None:
        """
        Place owner, status and day, then how many pain points are answered and the verdict.
        """
        if not isinstance(card, Change):
            return
        if card.owner:
            flow.disc(card.owner)
        flow.put(lambda *, x, y, limit: status_pill(flow.pen, card.status, x=x, y=y, limit=limit))
        for words in _days(row, card):
            flow.note(words, icon="calendar")
        if card.answers:
            told = translate("scene.answers-pains", row.language, n=len(card.answers))
            flow.note(told)
        if card.result:
            verdict = translate(f"cell.{card.result.verdict}", row.language)
            flow.note(translate("scene.measured", row.language, verdict=verdict), icon="gauge")

    def more_details(self, row: Row, card: Card) -> tuple[str, ...]:
        """
        Say status, days, reason, business goal, the cards that it answers and takes up, and what
        was measured.
        """
        if not isinstance(card, Change):
            return ()
        language = row.language
        lines = [translate(f"scene.status-{card.status}", language), *_days(row, card)]
        if card.why:
            lines.append(translate("scene.why", language, cause=row.said(card.why)))
        if card.goal:
            lines.append(translate("scene.serves-goal", language, goal=row.said(card.goal)))
        linked = (
            ("answers", card.answers),
            ("carries-out", card.carries_out),
            ("builds", card.builds),
        )
        for key, ids in linked:
            if words := words_of_cards(row, ids):
                lines.append(translate(f"scene.{key}", language, cards=list_text(words, language)))
        if card.result:
            words_of_result = result_words(card.result, language)
            lines.append(translate("scene.measured", language, verdict=words_of_result))
        return tuple(lines)

    def tell_card(self, row: Row, card: Card) -> str:
        """
        Say what is changed, how far it has come, why, by when and by whom.
        """
        parts = (row.said(card.text), *self.more_details(row, card))
        parts += owner_lines(card, row.language)
        return " · ".join(part for part in parts if part)


def _days(row: Row, card: Change) -> list[str]:
    """
    Say since when a change is in effect, else by when it shall be.
    """
    language = row.language
    if card.since:
        day = date_text(card.since, language, form="short")
        return [translate("scene.since", language, date=day)]
    if card.due:
        day = date_text(card.due, language, form="short")
        return [translate("scene.objective-due", language, date=day)]
    return []
