"""
Maps as JSON, for programs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from touchline.document.write import dumps
from touchline.exporters import Exporter
from touchline.exporters._subject import map_of

if TYPE_CHECKING:
    from touchline.exporters import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Json(Exporter):
    """
    The map itself in the format of map files, with what was measured on it; it can be read back.
    """

    name: ClassVar[str] = "json"
    suffix: ClassVar[str] = ".json"
    media_type: ClassVar[str] = "application/json"
    is_drawn: ClassVar[bool] = False

    def export(self, subject: Subject) -> bytes:
        """
        Write the map.

        Args:
            subject: A map, or a scene that carries one.

        Returns:
            The file, in UTF-8.

        Raises:
            NothingBehindPicture: The scene was made without a map.
        """
        # Half a surrogate pair can only stand inside a string, where JSON has an escape for it.
        return dumps(map_of(subject, self.name), "json").encode("utf-8", "backslashreplace")
