"""
Names for lists that leave the workspace: the same customer has the same name under the same key.
"""

from __future__ import annotations

from touchline.sources import Pseudonyms, UnusableKey

__all__ = ["Pseudonyms", "UnusableKey"]
