"""
The language that a person asks for by `--language`.
"""

from __future__ import annotations

from touchline.cli._command import reader
from touchline.i18n import closest_language, languages
from touchline.templates import UnknownLanguage


def asked_language(wish: str | None) -> str:
    """
    Choose the language of the result.

    Args:
        wish: What `--language` was given, such as `de` or `zh-TW`; None takes the reader's own.

    Returns:
        The tag of a language of the catalogues.

    Raises:
        UnknownLanguage: Nothing comes near what was asked for.
    """
    if wish is None:
        return reader()
    found = closest_language(wish, default="")
    if not found:
        raise UnknownLanguage.among(wish, languages(), at="--language")
    return found
