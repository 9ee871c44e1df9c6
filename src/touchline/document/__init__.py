"""
The map as a file: reading, writing, editing, comparing and merging it.
"""

from __future__ import annotations

from touchline.document.faults import Fault, MissingMap, UnreadableMap
from touchline.document.read import load, loads
from touchline.document.write import dump, dumps

__all__ = ["Fault", "MissingMap", "UnreadableMap", "dump", "dumps", "load", "loads"]
