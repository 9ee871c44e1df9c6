"""
One map that tells the journey of many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: One main persona and one to compare with.
MOST = 2


class TooManyPersonas(Rule):
    """
    The map tells the journey of too many personas.

    Why it matters:
        A map has one point of view; two points of view are two maps (Nielsen Norman Group). A
        second persona beside the main one may sharpen the contrast. From the third on the steps,
        feelings and needs are an average that nobody has. A map of the type `role-based` sets roles
        side by side on purpose, so that they are not counted there.

    Source:
        R-224; Gibbons, “Journey Mapping 101”, Nielsen Norman Group, 2018: one point of view for
        each map.

    Flagged:
        ```yaml
        personas:
          - {id: ana, name: Ana, primary: true}
          - {id: ben, name: Ben}
          - {id: cem, name: Cem}
        ```

    Clean:
        ```yaml
        personas:
          - {id: ana, name: Ana, primary: true}
          - {id: ben, name: Ben}
        ```
    """

    requirement: ClassVar[str] = "R-224"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Count the personas.
        """
        personas = checked.journey.personas
        if len(personas) > MOST and checked.journey.type != "role-based":
            yield self.found(n=len(personas), most=MOST)
