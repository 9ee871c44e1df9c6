"""
Findings about what a person made or brought: returned, never raised.

A lint finding, a warning of an answer and a row of a data-quality report are all a `Diagnostic`: a
message key with
its values, a place and a severity, told in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from touchline.i18n import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.location import Location

Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """
    One finding.

    Args:
        name: What kind of finding, in kebab-case, such as `too-few-steps`; it is what `allow:`
            suppresses.
        key: The catalogue key of the sentence.
        values: What the sentence quotes.
        severity: How much it matters.
        at: The place in the map, by stable ids.
        path: The place as printed, such as `$.stages[3]`, or a column or option name.
    """

    name: str
    key: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    severity: Severity = "warning"
    at: Location | None = None
    path: str = ""

    def told(self, language: str = "en") -> str:
        """
        Say the finding as one sentence.

        Args:
            language: The reader's language tag.

        Returns:
            The sentence, without name and place.
        """
        return translate(self.key, language, **self.values)

    def plain(self, language: str = "en") -> dict[str, str]:
        """
        Write the finding of an answer as plain values.

        Args:
            language: The reader's language tag.

        Returns:
            Its name, sentence, severity and place as printed.
        """
        return {
            "name": self.name,
            "message": self.told(language),
            "severity": self.severity,
            "path": self.path,
        }

    def __str__(self) -> str:
        return "  ".join(part for part in (self.name, self.path, self.told()) if part)
