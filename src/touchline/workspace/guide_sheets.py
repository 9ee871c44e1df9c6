"""
Guides as paper and as tables: Markdown, one HTML page to fill in, and CSV.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import number, quote, translate
from touchline.spreadsheet import comma_separated
from touchline.workspace.sheets import Blank, Choices, Heading, Together, Words, markdown, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.workspace.guides import Guide, GuidePart, GuideQuestion
    from touchline.workspace.sheets import Block

#: The points of a scale.
_POINTS = range(1, 6)
#: How many lines there are to write an answer on.
_LINES = 2

#: The columns of a guide as a table.
COLUMNS = (
    "id", "stage", "part", "question", "form", "options", "low", "high", "note", "step", "lane",
    "cards", "gaps",
)  # fmt: skip


def guide_markdown(guide: Guide) -> str:
    """
    Write a guide as Markdown.

    Args:
        guide: The guide.

    Returns:
        The text.
    """
    return markdown(_blocks(guide))


def guide_page(guide: Guide) -> str:
    """
    Write a guide as one HTML page that can be filled in and printed.

    Args:
        guide: The guide.

    Returns:
        The page.
    """
    return page(tuple(_blocks(guide)), title=guide.title, language=guide.language)


def guide_table(guide: Guide) -> str:
    """
    Write a guide as CSV, a line for each question, for whichever program asks it.

    Args:
        guide: The guide.

    Returns:
        The text, in which several values have a bar between them.
    """
    rows = []
    for part in guide.parts:
        for one in part.questions:
            options = " | ".join(f"{name}: {words}" for name, words in one.options)
            ends = ("1", "5") if one.form == "scale" else ("", "")
            low, high = (f"{end}: {words}" if end else "" for end, words in _ends(one, ends))
            told = (
                one.id, part.stage, part.title, one.text, one.form, options, low, high, one.note,
                one.step or "", one.lane or "", one.cards, one.gaps,
            )  # fmt: skip
            rows.append(dict(zip(COLUMNS, told, strict=True)))
    return comma_separated(rows, COLUMNS)


def _ends(question: GuideQuestion, ends: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(zip(ends, (question.low, question.high), strict=True))


def _blocks(guide: Guide) -> Iterator[Block]:
    yield Heading(guide.title, 1)
    yield Words(guide.introduction)
    n = 0
    for part in guide.parts:
        blocks: list[Block] = [Heading(_title(part, guide.language))]
        for question in part.questions:
            n += 1
            blocks += _asked(question, f"{number(n, guide.language)} · ", guide)
        yield Together(tuple(blocks))
    if guide.left_out:
        yield Words(translate("guide.left-out", guide.language, n=guide.left_out), is_note=True)
    if guide.ours and guide.kind == "interview":
        yield Words(translate("guide.ours", guide.language, n=guide.ours), is_note=True)


def _title(part: GuidePart, language: str) -> str:
    return f"{part.stage} · {quote(part.title, language)}" if part.stage else part.title


def _asked(question: GuideQuestion, before: str, guide: Guide) -> Iterator[Block]:
    language = guide.language
    text = before + question.text
    if question.form == "open":
        yield Blank(text, lines=_LINES)
    elif question.form == "scale":
        points = [number(point, language) for point in _POINTS]
        points[0] = f"{points[0]} ({question.low})"
        points[-1] = f"{points[-1]} ({question.high})"
        yield Choices(text, tuple(points))
    else:
        words = tuple(words for _, words in question.options)
        yield Choices(text, words, is_several=question.form == "several")
    if question.note and guide.kind == "interview":
        yield Words(question.note, is_note=True)
