"""
Pictures that a map brings along: photographs in cells and portraits, and icons of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

#: How a source begins that holds its content itself.
DATA = "data:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """
    What stood behind a source when the map was read.

    Args:
        href: The picture as a data URI, checked and small enough to draw; empty for none.
        width: How wide the picture is in its own pixels.
        height: How high it is.
        strokes: The lines of an icon as path data in a square of 24 units.
        fills: The areas of an icon, alike.
        fault: Why there is nothing to draw, as a name such as `missing` or `not-a-picture`; empty
            when there is.
        values: What the words of that fault quote.
    """

    href: str = ""
    width: int = 0
    height: int = 0
    strokes: str = ""
    fills: str = ""
    fault: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


class Finder(Protocol):
    """
    Whoever looks behind the sources of a map while it is read.
    """

    def image(self, source: str) -> Taken | None:
        """
        Look for a picture.

        Args:
            source: The name of a file beside the map, or a data URI.

        Returns:
            The picture, or why there is none; None for not having looked.
        """

    def icon(self, source: str) -> Taken | None:
        """
        Look for an icon.

        Args:
            source: The name of an SVG file beside the map, or a data URI.

        Returns:
            Its outlines, or why there are none; None for not having looked.
        """


@dataclass(frozen=True, slots=True)
class ImageSource:
    """
    Where a picture is: a file beside the map, or the picture itself as a data URI.

    In a file it is a plain string. What was found there is known to the map in memory only, and
    not written.

    Args:
        value: What the file says.
        taken: What was found there; None while nobody has looked.
    """

    value: str
    taken: Taken | None = field(default=None, hash=False, repr=False)

    @property
    def is_data(self) -> bool:
        """
        It holds the picture itself.
        """
        return self.value.startswith(DATA)

    def __str__(self) -> str:
        return self.value

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        del source, handler
        return core_schema.with_info_plain_validator_function(
            cls._accepted,
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def _accepted(cls, value: object, info: core_schema.ValidationInfo) -> ImageSource:
        if isinstance(value, ImageSource):
            return value
        if not isinstance(value, str):
            raise PydanticCustomError("text_type", "a file or a data URI")
        if not value.strip():
            raise PydanticCustomError("text_without_words", "a file or a data URI")
        finder: Finder | None = (info.context or {}).get("finder")
        return cls(value, None if finder is None else cls._found(finder, value))

    @classmethod
    def _found(cls, finder: Finder, value: str) -> Taken | None:
        return finder.image(value)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        del schema, handler
        return {"type": "string", "minLength": 1}


class IconSource(ImageSource):
    """
    Where an icon is: an SVG file beside the map, or the SVG itself as a data URI.
    """

    __slots__ = ()

    @classmethod
    def _found(cls, finder: Finder, value: str) -> Taken | None:
        return finder.icon(value)
