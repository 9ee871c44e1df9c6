"""
What can be wrong with a map and a log that shall be measured together.
"""

from __future__ import annotations

from touchline.errors import InputError, NotFound


class NothingBound(InputError):
    """
    No touchpoint of the map is bound to events, so that nothing can be measured.
    """


class NoPersonaBound(InputError):
    """
    No persona of the map names the customers it stands for.
    """


class NothingRecognised(InputError):
    """
    The map is bound, yet no event of the log belongs to any of its touchpoints.
    """


class NothingToDiscover(InputError):
    """
    The log holds no path from which a map could be drafted.
    """


class StandsNowhere(InputError):
    """
    None of a customer's events belongs to a touchpoint of the map.
    """


class UnknownTouchpoint(NotFound):
    """
    No touchpoint of the map has that id.
    """
