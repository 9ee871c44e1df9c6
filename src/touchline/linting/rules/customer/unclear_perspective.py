"""
A map that does not say through whose eyes it looks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked


class UnclearPerspective(Rule):
    """
    The map has no persona, or does not say which one of several is the primary one.

    Why it matters:
        The same step is a relief to one customer and a nuisance to another. A map tells one
        customer's story: it has exactly one primary persona, and the others stand beside it. A
        single persona is primary without saying so. A map without any card is not asked yet, and
        one that compares roles is only reminded.

    Source:
        R-020; Cooper, “The Inmates Are Running the Asylum”, Sams 1999, on the primary persona.

    Flagged:
        ```yaml
        personas:
          - {id: ana, name: Ana}
          - {id: ben, name: Ben}
        ```

    Clean:
        ```yaml
        personas:
          - {id: ana, name: Ana, primary: true}
          - {id: ben, name: Ben}
        ```
    """

    requirement: ClassVar[str] = "R-020"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Count the primary personas.
        """
        personas = checked.journey.personas
        if not personas:
            if checked.cards:
                yield self.found(fault="nobody", n=0, primary=0)
            return
        primary = [persona.id for persona in personas if persona.is_primary]
        if len(personas) == 1 or len(primary) == 1:
            return
        is_role_based = checked.journey.type == "role-based"
        severity: Severity = "hint" if is_role_based else "warning"
        at = Location.of(("persona", primary[1])) if primary else None
        fault = "several" if primary else "none_primary"
        yield self.found(at, severity=severity, fault=fault, n=len(personas), primary=len(primary))
