"""
The address of events in a warehouse, and how it can be shown to anybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl, unquote, unquote_plus, urlencode

from touchline.sources._warehouses.errors import UnknownAddressPart

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A scheme, who and where, and what is asked.
_ADDRESS = re.compile(r"(?s)([A-Za-z][A-Za-z0-9.+-]*)://([^?]*)(?:\?(.*))?")
#: What an address says to us; everything else is for the driver.
_OURS = ("table", "query", "attribute", "order")
_SECRET = re.compile(r"(?i)pass|token|secret|key|credential")
_HIDDEN = "•••"
#: What stands for every column.
EVERY = "*"


def is_address(origin: object) -> bool:
    """
    Tell the address of a warehouse from a path.

    Args:
        origin: Anything.

    Returns:
        True for a text that begins with a scheme and `://`.
    """
    return isinstance(origin, str) and _ADDRESS.fullmatch(origin) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    Where events are, and which of their columns are wanted.

    Args:
        scheme: What kind of warehouse, such as `postgresql`.
        url: The address for the driver, perhaps with a password.
        shown: The address for everybody.
        table: The table, perhaps behind its schema and a point.
        query: The query instead of a table.
        attributes: Columns without a role that are wanted; `*` for all.
        order: Columns that say what came first where times are equal.
        columns: What was settled to be read; None for every column.
        first: By which of them rows are sorted first.
        left: Columns that stay where they are.
    """

    scheme: str
    url: str = field(repr=False)
    shown: str
    table: str | None = None
    query: str | None = None
    attributes: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    columns: tuple[str, ...] | None = None
    first: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @classmethod
    def of(cls, address: str, query: str | None = None) -> Self:
        """
        Read an address.

        Args:
            address: Such as `postgresql://ann:secret@host/shop?table=web.events`.
            query: The query, where the address does not hold it.

        Returns:
            The place.
        """
        scheme, where, asked = _parts(address)
        entries = parse_qsl(asked, keep_blank_values=True)
        said = {name: [value for key, value in entries if key == name] for name in _OURS}
        rest = [(key, value) for key, value in entries if key not in _OURS]
        url = f"{scheme}://{where}" + (f"?{urlencode(rest)}" if rest else "")
        return cls(
            scheme=scheme,
            url=url,
            shown=f"{scheme}://{_without_password(where)}",
            table=next((name for name in said["table"] if name), None),
            query=query or next((text for text in said["query"] if text), None),
            attributes=tuple(said["attribute"]),
            order=tuple(said["order"]),
        )

    @property
    def name(self) -> str:
        """
        How a log from here names its source.
        """
        database = re.split(r"[/\\]", self.shown)[-1]
        return f"{database}/{self.table if self.query is None else '(query)'}"

    @property
    def file(self) -> Path:
        """
        The file of a warehouse that is one.

        Raises:
            UnknownAddressPart: The address says more, which would be overlooked.
        """
        _, where, asked = _parts(self.url)
        for key, _ in parse_qsl(asked, keep_blank_values=True):
            raise UnknownAddressPart.among(key, _OURS, at=self.shown)
        path = Path(unquote(where))
        # Other programs write three strokes before a path that begins here.
        here = Path(unquote(where).removeprefix("/"))
        return here if not path.exists() and here.exists() else path

    def harmless(self, text: str) -> str:
        """
        Take whatever may be secret out of a text.

        Args:
            text: What a driver said.

        Returns:
            The same without passwords and tokens.
        """
        for secret in sorted({*self._secrets()} - {""}, key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return text

    def _secrets(self) -> Iterator[str]:
        _, where, asked = _parts(self.url)
        _, _, password = where.rpartition("@")[0].partition(":")
        yield from (password, unquote(password))
        for entry in asked.split("&"):
            key, _, value = entry.partition("=")
            if _SECRET.search(key):
                yield from (value, unquote(value), unquote_plus(value))


def _parts(address: str) -> tuple[str, str, str]:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError("`is_address` is asked before")
    # Other programs name their driver behind the kind of warehouse.
    scheme = found[1].lower().partition("+")[0]
    return {"postgres": "postgresql"}.get(scheme, scheme), found[2], found[3] or ""


def _without_password(where: str) -> str:
    who, at, rest = where.rpartition("@")
    user = who.partition(":")[0]
    host, colon, port = rest.partition(":")
    if colon and not re.match(r"\d*(/|$)", port) and not host.startswith("["):
        # A password with a question mark looks like a port.
        rest = f"{host}:{_HIDDEN}"
    return f"{user}{at}{rest}"
