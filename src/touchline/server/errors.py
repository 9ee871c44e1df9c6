"""
What can keep a folder from being served.
"""

from __future__ import annotations

from touchline.errors import InputError


class NoSuchFolder(InputError):
    """
    The folder that shall be served does not exist.
    """


class PortTaken(InputError):
    """
    Another program listens on the port.
    """
