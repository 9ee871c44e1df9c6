"""
Every word a user reads, in the user's language.

A language is one JSON file in `locales/`, flat from key to ICU MessageFormat; its `language.*`
keys describe the language itself. ICU loads only when a message with a number or a plural is first
told.
"""

from __future__ import annotations

from touchline.i18n.amounts import money, number, percent
from touchline.i18n.catalogue import LANGUAGES, languages, message_keys
from touchline.i18n.dates import date_text, moment_text
from touchline.i18n.matching import closest_language, user_language
from touchline.i18n.messages import has_message, translate
from touchline.i18n.prose import is_right_to_left, list_text, quote
from touchline.i18n.spans import duration_text, interval_text

__all__ = [
    "LANGUAGES",
    "closest_language",
    "date_text",
    "duration_text",
    "has_message",
    "interval_text",
    "is_right_to_left",
    "languages",
    "list_text",
    "message_keys",
    "moment_text",
    "money",
    "number",
    "percent",
    "quote",
    "translate",
    "user_language",
]
