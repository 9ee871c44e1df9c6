"""
Parts of a map that nobody answers for.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from touchline.linting.ownership import unowned_blocks
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class UnownedBlock(Rule):
    """
    Parts of a published map have no owner.

    Why it matters:
        What nobody answers for is not kept up: its pain stays, and its cells grow old. An owner of
        the map answers for all of it; an owner of a stage for its steps. Once either every step or
        every lane has somebody, so has each cell, and nothing is said. All parts are told in one
        finding.

    Source:
        R-025: ownership of the blocks of the map is assigned.

    Flagged:
        ```yaml
        status: published
        stages: [{id: buy, name: Buy, owner: Rosa, steps: [{id: order, name: I order}]},
          {id: use, name: Use, steps: [{id: unpack, name: I unpack it}]}]
        lanes: [{id: actions, kind: actions}]
        ```

    Clean:
        ```yaml
        status: published
        stages: [{id: buy, name: Buy, owner: Rosa, steps: [{id: order, name: I order}]},
          {id: use, name: Use, owner: Samir, steps: [{id: unpack, name: I unpack it}]}]
        lanes: [{id: actions, kind: actions}]
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "R-025"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Count what nobody answers for.
        """
        if checked.journey.status != "published":
            return
        unowned = [at for at in unowned_blocks(checked) if not checked.places.allows(self.name, at)]
        kinds = Counter(at.parts[-1][0] if len(at.parts) == 1 else "cell" for at in unowned)
        if kinds["step"] and kinds["lane"]:
            yield self.found(
                n=len(unowned),
                stages=kinds["stage"],
                steps=kinds["step"],
                lanes=kinds["lane"],
                cells=kinds["cell"],
            )
