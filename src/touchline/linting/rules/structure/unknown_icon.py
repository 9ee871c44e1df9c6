"""
An icon that nobody can draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from touchline.canvas.icons import has_icon, icon_names
from touchline.document.references import near
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class UnknownIcon(Rule):
    """
    An icon is neither in the library nor among the map's own.

    Why it matters:
        Icons let readers find their place at a glance. A name that no icon has is drawn as nothing,
        and is mostly a slip of the pen.

    Source:
        R-033, R-034: icons let users recognise quickly where they are.

    Flagged:
        ```yaml
        stages: [{id: buy, name: Buy, icon: shopping-kart}]
        ```

    Clean:
        ```yaml
        icons: [{id: our-mark, path: M 2 2 L 22 22}]
        stages: [{id: buy, name: Buy, icon: shopping-cart}, {id: use, name: Use, icon: our-mark}]
        ```
    """

    requirement: ClassVar[str] = "R-033"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look up every icon that something names.
        """
        own = {icon.id for icon in checked.journey.icons}
        for place in checked.places:
            icon = place.part.__dict__.get("icon")
            if icon and icon not in own and not has_icon(icon):
                suggestion = near(icon, [*own, *icon_names()])
                yield self.found(place.at, icon=icon, suggestion=suggestion or "none")
