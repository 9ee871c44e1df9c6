"""
An icon of the map's own that cannot be drawn as its file has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from touchline.canvas.icons import own_strokes
from touchline.document.images import Beside
from touchline.linting.pictures import quoted
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.linting.checked import Checked
    from touchline.model.map import Icon

#: What the sentence of the rule quotes, besides what a fault brings.
_NOTHING = {"suggestion": "none", "size": 0, "limit": 0, "removed": ""}


class UnreadableIcon(Rule):
    """
    An icon of the map's own draws nothing, or not all that its file holds.

    Why it matters:
        Icons are drawn in one colour from lines and areas. Scripts, links and embedded pictures are
        left behind, and what needed them looks otherwise than in the program it was made with.

    Source:
        R-033: icons designed for each stage of the process; P17.

    Flagged:
        ```yaml
        icons: [{id: our-mark, path: "2 2 L 22 22"}]
        ```

    Clean:
        ```yaml
        icons: [{id: our-mark, path: M 2 2 L 22 22}]
        ```
    """

    requirement: ClassVar[str] = "R-033"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look at what every icon of the map's own draws.
        """
        for icon in checked.journey.icons:
            reason, file, values = _fault(icon)
            if reason:
                severity: Severity = "hint" if reason == "removed" else self.severity
                told: dict[str, Any] = {**_NOTHING, **values}
                yield self.found(severity=severity, id=icon.id, file=file, reason=reason, **told)


def _fault(icon: Icon) -> tuple[str, str, dict[str, object]]:
    """
    Say what is the matter with an icon: the reason, its file and what to quote.
    """
    if icon.source is None:
        return ("" if own_strokes(icon.path or "") else "path"), "", {}
    taken = icon.source.taken
    if taken is None and icon.source.is_data:
        taken = Beside(None).icon(icon.source.value)
    if taken is None:
        return "", "", {}
    values = {name: value for name, value in taken.values.items() if name != "reason"}
    return taken.fault or ("removed" if values else ""), quoted(icon.source), values
