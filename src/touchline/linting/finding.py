"""
A finding of a rule, which writes what it quotes the way the reader's language does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.i18n import date_text, list_text, quote, translate

if TYPE_CHECKING:
    from touchline.model.text import LocalText


@dataclass(frozen=True, slots=True)
class Quoted:
    """
    Words of the map that a finding quotes, in as many languages as the map says them.

    Args:
        text: The words; None where the map says none.
        language: The map's own language.
        otherwise: What to quote when the map says no words.
    """

    text: LocalText | None
    language: str
    otherwise: str = ""

    def said(self, language: str) -> str:
        """
        Choose the words for a reader.

        Args:
            language: The reader's language tag.

        Returns:
            The words, in the map's own language where the reader's is missing.
        """
        words = self.text.said(language, otherwise=self.language) if self.text else ""
        return words or self.otherwise

    def __bool__(self) -> bool:
        return bool(str(self))

    def __str__(self) -> str:
        return self.said(self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Diagnostic):
    """
    A finding whose words, days and lists of names are written in the reader's language.
    """

    def told(self, language: str = "en") -> str:
        """
        Say the finding as one sentence.
        """
        return translate(self.key, language, **self.written(language))

    def written(self, language: str) -> dict[str, object]:
        """
        Write what the sentence quotes.

        Args:
            language: The reader's language tag.

        Returns:
            The values as the sentence takes them.
        """
        return {name: _written(value, language) for name, value in self.values.items()}


def _written(value: object, language: str) -> object:
    if isinstance(value, Quoted):
        return value.said(language)
    if isinstance(value, dt.date):
        return date_text(value, language)
    if isinstance(value, tuple):
        return list_text([quote(str(_written(one, language)), language) for one in value], language)
    return value
