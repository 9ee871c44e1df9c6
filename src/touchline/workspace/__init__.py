"""
A team's maps and all that belongs to them, in one folder.
"""

from __future__ import annotations

from touchline.workspace.workspace import Workspace

__all__ = ["Workspace"]
