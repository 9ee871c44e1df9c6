"""
Texts in several languages, reduced to one.
"""

from __future__ import annotations

from typing import Any

from touchline.i18n import languages


def in_one_language(value: Any, language: str) -> Any:
    """
    Reduce the plain data of a map to the words of one language.

    Args:
        value: The plain data, or a part of it.
        language: The language tag.

    Returns:
        The same data; a text that is not said in the language is told as it was said first.
    """
    if isinstance(value, list | tuple):
        return [in_one_language(item, language) for item in value]
    if not isinstance(value, dict):
        return value
    is_text = all(isinstance(words, str) for words in value.values())
    if value and is_text and set(value) <= set(languages()):
        return value.get(language, next(iter(value.values())))
    return {key: in_one_language(item, language) for key, item in value.items()}
