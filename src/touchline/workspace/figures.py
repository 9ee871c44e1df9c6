"""
Kept numbers in the reader's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from touchline.i18n import duration_text, number, percent

if TYPE_CHECKING:
    from touchline.model.work.measurement import KeptFigure


def figure_text(figure: KeptFigure, language: str = "en") -> str:
    """
    Write a number in its unit.

    Args:
        figure: The number.
        language: The reader's language tag.

    Returns:
        Such as `43.2%` or `3 days`.
    """
    if figure.unit == "share":
        return percent(figure.value, language)
    if figure.unit == "seconds":
        return duration_text(figure.value, language)
    return number(figure.value, language)
