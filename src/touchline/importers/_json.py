"""
JSON of other programs.
"""

from __future__ import annotations

import json
from typing import Any

from touchline.importers._errors import UnreadableImport


def json_in(text: str, at: str) -> Any:
    """
    Read a text as JSON.

    Args:
        text: The text.
        at: Where it comes from, for messages.

    Returns:
        What it holds.

    Raises:
        UnreadableImport: It is no JSON, or nests without end.
    """
    if not text.strip():
        raise UnreadableImport.because("empty", at=at)
    try:
        return json.loads(text)
    except json.JSONDecodeError as reason:
        raise UnreadableImport.because("json", at=at, line=reason.lineno) from reason
    except (RecursionError, ValueError) as reason:
        # A number of thousands of digits is no number of a journey either.
        raise UnreadableImport.because("deep", at=at) from reason
