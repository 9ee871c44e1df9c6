"""
What keeps a warehouse from handing out its rows.

    NotFound
    ├── UnknownTable            there is no such table
    ├── UnknownWarehouse        no engine speaks to such a warehouse
    └── UnknownAddressPart      nothing in an address is called so
    InputError
    ├── TableNotNamed           the address says neither table nor query
    └── QueryRefused            the warehouse does not carry the query out
    WarehouseUnreachable        nothing answers there
    └── PasswordRefused         something does, and does not let one in
    MissingDriver               the library that speaks to it is not installed

No message holds a password: an address is quoted as `Place.shown`, and what a driver says goes
through `Place.harmless`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from touchline.errors import InputError, NotFound, TouchlineError
from touchline.sources._errors import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.sources._warehouses.place import Place


class UnknownTable(NotFound):
    """
    There is no such table.
    """


class UnknownWarehouse(NotFound):
    """
    No engine speaks to such a warehouse.
    """


class UnknownAddressPart(NotFound):
    """
    Nothing in an address is called so.
    """


class TableNotNamed(InputError):
    """
    The address says neither table nor query.
    """

    @classmethod
    def among(cls, tables: Iterable[str], place: Place) -> Self:
        """
        Build the error with the tables that there are.

        Args:
            tables: Their names.
            place: The address.

        Returns:
            The error.
        """
        return cls(at=place.shown, known=shown(sorted(tables)))


class QueryRefused(InputError):
    """
    The warehouse does not carry the query out.
    """

    @classmethod
    def because(cls, place: Place, reason: Exception) -> Self:
        """
        Build the error.

        Args:
            place: The address.
            reason: What the driver said.

        Returns:
            The error.
        """
        return cls(at=place.shown, reason=_line(place, reason))


class WarehouseUnreachable(TouchlineError, ConnectionError):
    """
    Nothing answers there.
    """

    @classmethod
    def because(cls, place: Place, reason: Exception) -> Self:
        """
        Build the error.

        Args:
            place: The address.
            reason: What the driver said.

        Returns:
            The error.
        """
        return cls(at=place.shown, reason=_line(place, reason))


class PasswordRefused(WarehouseUnreachable):
    """
    The warehouse answers, and does not let one in.
    """


class MissingDriver(TouchlineError, ImportError):
    """
    The library that speaks to a warehouse is not installed.
    """


def _line(place: Place, reason: Exception) -> str:
    lines = place.harmless(str(reason)).strip().splitlines()
    return lines[0].strip().rstrip(".") if lines else type(reason).__name__
