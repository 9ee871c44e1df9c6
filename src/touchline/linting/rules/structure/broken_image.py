"""
A picture that nobody can see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from touchline.linting.pictures import pictures, quoted
from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked

#: What the sentence of the rule quotes, besides what a fault brings.
_NOTHING = {"suggestion": "none", "size": 0, "limit": 0, "width": 0, "height": 0}


class BrokenImage(Rule):
    """
    A picture is missing, broken, too large or no picture at all.

    Why it matters:
        An empty frame is drawn in its place, so that nothing is lost, but readers see a hole where
        the author saw a face or a counter.

    Source:
        P17: pictures in maps. Only files beside the map are opened: a map must not carry other
        files of a machine, or requests to the network, into a picture.

    Flagged:
        ```yaml
        personas: [{id: anna, name: Anna, image: {source: "data:image/png;base64,AAAA"}}]
        ```

    Clean:
        ```yaml
        personas:
          - id: anna
            name: Anna
            image:
              source: "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs="
              description: A dot
        ```
    """

    requirement: ClassVar[str] = "P17"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look at what was found behind every picture.
        """
        for place, image, taken in pictures(checked):
            if taken is not None and taken.fault:
                values: dict[str, Any] = {**_NOTHING, **taken.values}
                file = quoted(image.source)
                yield self.found(place.at, file=file, reason=taken.fault, **values)
