"""
Why a room does not take a transaction.
"""

from __future__ import annotations

from touchline.errors import InputError


class MayNotEdit(InputError):
    """
    Whoever sent it may look at the map, or comment on it, and no more.
    """


class NothingToUndo(InputError):
    """
    There is no edit of this person left to undo, or to make again.
    """


class ForeignNumber(InputError):
    """
    Somebody else has used the number by which the sender knows this edit.
    """
