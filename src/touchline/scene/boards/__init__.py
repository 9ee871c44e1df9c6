"""
Pictures of what a workspace keeps: plain inputs that others fill, each with its drawing.

A board holds words already chosen for its reader, so that nothing here knows of workspaces.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.scene.charts._drawing import Drawing

__all__ = ["Board"]


class Board(ABC):
    """
    Something of a workspace that has a picture.
    """

    @abstractmethod
    def drawing(self, language: str) -> Drawing:
        """
        Choose what it looks like.

        Args:
            language: The reader's language tag.

        Returns:
            Title and forms.
        """
