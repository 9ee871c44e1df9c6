"""
Texts with blanks where none belong.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel

from touchline.document.diff import diff
from touchline.linting.rule import Rule
from touchline.model.text import LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.document.edits import Edit
    from touchline.linting.checked import Checked

_RUN = re.compile(r"[ \t]{2,}|\t|\N{ZERO WIDTH NO-BREAK SPACE}")


class UntidyText(Rule):
    """
    Texts begin or end with a blank, or hold several in a row.

    Why it matters:
        Such blanks come along when texts are pasted. They are drawn, they make two equal texts
        differ, and a search for the words misses them. Line breaks stay as they are.

    Source:
        R-035: readers understand what they see on the map.

    Flagged:
        ```yaml
        scenario: "On a Sunday evening Ana needs  a present. "
        ```

    Clean:
        ```yaml
        scenario: "On a Sunday evening Ana needs a present."
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-035"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Count the texts that would be tidied.
        """
        untidy = [
            at
            for at, text in checked.texts
            if _tidied(text) is not text and not checked.places.allows(self.name, at)
        ]
        if untidy:
            yield self.found(untidy[0], n=len(untidy))

    def mend(self, checked: Checked) -> Iterator[Edit]:
        """
        Take the superfluous blanks out.
        """
        tidied = _tidied(checked.journey)
        if tidied is not checked.journey:
            yield from diff(checked.journey, tidied)


def _tidied(value: Any) -> Any:
    """
    Tidy a text, or all texts in a part; the very same thing when there is nothing to tidy.
    """
    if isinstance(value, LocalText):
        versions = tuple((tag, _tidy(words)) for tag, words in value.versions)
        return value if versions == value.versions else LocalText(versions)
    if isinstance(value, tuple):
        items = tuple(map(_tidied, value))
        is_same = all(one is other for one, other in zip(items, value, strict=True))
        return value if is_same else items
    if isinstance(value, BaseModel):
        tidied = {name: _tidied(one) for name, one in value.__dict__.items()}
        changed = {name: one for name, one in tidied.items() if one is not value.__dict__[name]}
        return value.model_copy(update=changed) if changed else value
    return value


def _tidy(words: str) -> str:
    return _RUN.sub(" ", words).strip(" \t") if _RUN.search(words) else words.strip(" \t")
