"""
Records as the verbs show them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from touchline.i18n import date_text, has_message, translate

if TYPE_CHECKING:
    from touchline.workspace.stores import Stored


def kind_words(kind: str, language: str) -> str:
    """
    Name a kind of record for people.

    Args:
        kind: The kind, such as `persona`.
        language: The reader's language tag.

    Returns:
        The words; the kind itself for one that another package brings.
    """
    key = f"record.{kind}"
    return translate(key, language) if has_message(key) else kind


def plain_stored(found: Stored, *, body: bool = False) -> dict[str, Any]:
    """
    Say a record for a program.

    Args:
        found: What the store holds.
        body: All of it, not only its heading.

    Returns:
        Plain data.
    """
    heading = {
        "kind": found.kind,
        "id": found.id,
        "title": found.title,
        "folder": found.folder,
        "state": found.state,
        "version": found.version,
        "changed": found.changed.isoformat(timespec="seconds"),
        "author": found.author,
    }
    return {**heading, "record": json.loads(found.body)} if body else heading


def stored_row(found: Stored, language: str) -> dict[str, object]:
    """
    Say a record as a row of a table.

    Args:
        found: What the store holds.
        language: The reader's language tag.

    Returns:
        The row.
    """
    return {
        "id": found.id,
        "title": found.title,
        "filed_in": found.folder or None,
        "version": found.version,
        "changed": date_text(found.changed.date(), language),
        "author": found.author or None,
    }
