"""
A picture that tells nothing to those who cannot see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.pictures import pictures, quoted
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked


class UndescribedImage(Rule):
    """
    A picture has no description.

    Why it matters:
        Who listens to a map, or gets it as text, learns nothing of a picture but that there is one.

    Source:
        WCAG 2.2, criterion 1.1.1: text for everything that is not text; P17.

    Flagged:
        ```yaml
        personas: [{id: anna, name: Anna, image: {source: anna.jpg}}]
        ```

    Clean:
        ```yaml
        personas:
          - {id: anna, name: Anna, image: {source: anna.jpg, description: Anna in her kitchen}}
        ```
    """

    severity: ClassVar[Severity] = "hint"
    requirement: ClassVar[str] = "P17"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for the description of every picture.
        """
        for place, image, taken in pictures(checked):
            is_shown = taken is None or not taken.fault
            if is_shown and not image.description:
                yield self.found(place.at, file=quoted(image.source))
