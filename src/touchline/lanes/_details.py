"""
What stands behind a card and a figure, as plain lines for readers, tables and resting pointers.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from touchline.i18n import (
    date_text,
    duration_text,
    interval_text,
    number,
    percent,
    quote,
    translate,
)
from touchline.lanes._owners import owner_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.lanes._row import Row
    from touchline.measuring.measured import Figure
    from touchline.model.structure import Card, Evidence
    from touchline.model.text import LocalText


def card_details(row: Row, card: Card, *more: str) -> str:
    """
    Tell a card with its evidence, owner and department.

    Args:
        row: The lane that holds it.
        card: The card.
        more: Further lines of the lane's own.

    Returns:
        The lines joined by line breaks, the whole text first.
    """
    language = row.language
    lines = [row.said(card.text), *more, _grade_line(card.grade, language)]
    lines += [evidence_line(row, item) for item in card.evidence]
    lines += owner_lines(card, language)
    return "\n".join(line for line in lines if line)


@cache
def _grade_line(grade: str, language: str) -> str:
    """
    Say how well a card is known; a map says the same few lines at every card.
    """
    return translate("scene.grade", language, grade=translate(f"grade.{grade}", language))


def evidence_line(row: Row, item: Evidence) -> str:
    """
    Tell one piece of evidence.

    Args:
        row: The lane that holds it.
        item: The evidence.

    Returns:
        Its source, number, date and quote, joined by middle dots.
    """
    language = row.language
    parts = [row.said(item.source)]
    if item.n:
        parts.append(translate("scene.n", language, n=number(item.n, language)))
    if item.date:
        parts.append(date_text(item.date, language, form="short"))
    if item.quote:
        parts.append(quote(row.said(item.quote), language))
    return " · ".join(part for part in parts if part)


def figure_text(figure: Figure, language: str) -> str:
    """
    Write the number of a figure in its own form.

    Args:
        figure: The figure.
        language: The reader's language tag.

    Returns:
        A percentage, a duration or a count; a dash when nothing can be said.
    """
    if figure.value is None:
        return "–"
    if figure.unit == "share":
        return percent(figure.value, language)
    if figure.unit == "seconds":
        return duration_text(figure.value, language)
    return number(figure.value, language, digits=0)


def figure_interval(figure: Figure, language: str) -> str:
    """
    Write the interval of a figure.

    Args:
        figure: The figure.
        language: The reader's language tag.

    Returns:
        The range; empty when there is none.
    """
    if figure.low is None or figure.high is None:
        return ""
    if figure.unit == "share":
        return interval_text(figure.low, figure.high, language)
    if figure.unit == "seconds":
        return interval_text(figure.low, figure.high, language, kind="duration")
    return interval_text(figure.low, figure.high, language, kind="number", digits=0)


def figure_margin(figure: Figure, language: str) -> str:
    """
    Write the interval of a share in the shortest form that is true.

    Args:
        figure: The figure.
        language: The reader's language tag.

    Returns:
        `±` and the points on either side where both round alike, else the range.
    """
    if figure.unit != "share" or figure.value is None or figure.low is None or figure.high is None:
        return figure_interval(figure, language)
    below, above = (round(abs(end - figure.value) * 100, 1) for end in (figure.low, figure.high))
    if below != above:
        return figure_interval(figure, language)
    return "±" + number(above, language, digits=1)


def figure_details(figure: Figure, language: str) -> str:
    """
    Write a figure with its interval and what it rests on.

    Args:
        figure: The figure.
        language: The reader's language tag.

    Returns:
        Such as "61.4%, 95% interval: 60.2–62.6%, n = 6,204".
    """
    parts = [figure_text(figure, language)]
    if interval := figure_interval(figure, language):
        parts.append(translate("scene.interval", language, interval=interval))
    if figure.unit in ("share", "seconds"):
        parts.append(translate("scene.n", language, n=number(figure.n, language)))
    if figure.is_thin:
        parts.append(translate("scene.thin", language))
    return " · ".join(parts)


def n_sources(cards: tuple[Card, ...]) -> int:
    """
    Count the sources behind some cards, each source once.

    Args:
        cards: The cards.

    Returns:
        Their number.
    """
    return len({(str(item.source), item.date) for card in cards for item in card.evidence})


def words_of_cards(row: Row, ids: Iterable[str]) -> tuple[str, ...]:
    """
    Look cards up by their ids, wherever they stand in the map.

    Args:
        row: The lane that refers to them.
        ids: Their ids.

    Returns:
        The words of each that exists, between quotation marks.
    """
    wanted = tuple(ids)
    if not wanted:
        return ()
    found = {card.id: card for _, _, card in row.journey.cards()}
    said = (row.said(found[name].text) for name in wanted if name in found)
    return tuple(quote(" ".join(words.split()), row.language) for words in said if words.strip())


#: An author who typed quotation marks gets no second pair.
_QUOTES = "\"'“”„‚‘’«»‹›「」『』"


def quoted(row: Row, text: LocalText) -> str:
    """
    Put what somebody said between the quotation marks of its language, once.

    Args:
        row: The lane that holds it.
        text: What was said.

    Returns:
        The words; empty when nothing was said.
    """
    words = row.said(text).strip()
    if not words or words[0] in _QUOTES:
        return words
    return quote(words, row.language_of(text))
