"""
Words that may be said in several languages side by side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

#: A language tag (BCP 47) in the shape that files use.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

#: What a text in the map's own language is filed under.
OWN = ""


@dataclass(frozen=True, slots=True, eq=False)
class LocalText:
    """
    A text in the map's own language, or in several languages by tag.

    In a file it is a plain string, or a mapping such as `{en: Check out, de: Zur Kasse}`.

    Args:
        versions: `(tag, text)` pairs in authored order; the tag is empty for a plain string.
    """

    versions: tuple[tuple[str, str], ...] = ((OWN, ""),)

    @classmethod
    def of(cls, value: str | Mapping[str, str] | LocalText) -> Self:
        """
        Build from what a file or a caller holds.

        Args:
            value: A string, a mapping from tag to text, or a text that is already one.

        Returns:
            The text.
        """
        if isinstance(value, LocalText):
            return cls(value.versions)
        if isinstance(value, str):
            return cls(((OWN, value),))
        return cls(tuple(value.items()))

    @property
    def languages(self) -> tuple[str, ...]:
        """
        The tags that it is said in; empty for a plain string.
        """
        return tuple(tag for tag, _ in self.versions if tag != OWN)

    def said(self, language: str, *, otherwise: str = "en") -> str:
        """
        Choose the words for a reader.

        Args:
            language: The reader's language tag.
            otherwise: The map's own language, taken when the reader's is missing.

        Returns:
            The words in the reader's language, else in the map's own, else the first there are.
        """
        if len(self.versions) == 1:
            return self.versions[0][1]
        words = dict(self.versions)
        for tag in (OWN, language, language.partition("-")[0], otherwise):
            if tag in words:
                return words[tag]
        return self.versions[0][1] if self.versions else ""

    def plain(self) -> str | dict[str, str]:
        """
        Give back what a file holds.

        Returns:
            A string, or a mapping from tag to text.
        """
        words = dict(self.versions)
        return words[OWN] if set(words) == {OWN} else words

    def __eq__(self, other: object) -> bool:
        # Which language was written down first changes nothing of what is said.
        if not isinstance(other, LocalText):
            return NotImplemented
        return self.versions == other.versions or dict(self.versions) == dict(other.versions)

    def __hash__(self) -> int:
        return hash(frozenset(self.versions))

    def __bool__(self) -> bool:
        return any(text.strip() for _, text in self.versions)

    def __str__(self) -> str:
        return self.versions[0][1] if self.versions else ""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        del source, handler
        return core_schema.no_info_plain_validator_function(
            cls._accepted,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda text: text.plain()
            ),
        )

    @classmethod
    def _accepted(cls, value: object) -> LocalText:
        if isinstance(value, str):
            return cls(((OWN, value),))
        if isinstance(value, LocalText):
            return value
        if not isinstance(value, dict):
            raise PydanticCustomError("text_type", "a text or texts by language")
        if not value:
            raise PydanticCustomError("text_without_words", "at least one language")
        for tag, words in value.items():
            if not isinstance(tag, str) or not _TAG.fullmatch(tag):
                raise PydanticCustomError("text_language", "{tag} is no tag", {"tag": str(tag)})
            if not isinstance(words, str):
                raise PydanticCustomError("text_type", "a text or texts by language")
        return cls(tuple(value.items()))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        del schema, handler
        return {
            "anyOf": [
                {"type": "string"},
                {
                    "type": "object",
                    "propertyNames": {"pattern": f"^{_TAG.pattern}$"},
                    "additionalProperties": {"type": "string"},
                    "minProperties": 1,
                },
            ]
        }
