"""
A finding of a rule, which writes what it quotes the way the reader's language does.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from touchline.diagnostics import Diagnostic
from touchline.i18n import date_text, list_text, quote, translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Diagnostic):
    """
    A finding whose days, and lists of names, are written in the reader's language.
    """

    def told(self, language: str = "en") -> str:
        """
        Say the finding as one sentence.
        """
        values = {name: _written(value, language) for name, value in self.values.items()}
        return translate(self.key, language, **values)


def _written(value: object, language: str) -> object:
    if isinstance(value, dt.date):
        return date_text(value, language)
    if isinstance(value, tuple):
        return list_text([quote(str(one), language) for one in value], language)
    return value
