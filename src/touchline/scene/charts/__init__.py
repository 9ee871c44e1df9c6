"""
Answers to questions as pictures: one file a question.

To draw the answers of a question, put one file here, named as the question is, that declares one
subclass of `Chart` (`drop_off.py` holds `DropOff`). It takes the answer in its plain form, so that
withheld numbers stay withheld, and returns a `Drawing`: a title that says the finding, and forms
from `scene/plots`. An answer of a question without a file becomes a table.
Another package joins through the entry point group `touchline.charts`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from touchline.errors import kebab
from touchline.registry import Registry

if TYPE_CHECKING:
    from touchline.scene.charts._drawing import Drawing
    from touchline.scene.charts._reading import Reading

__all__ = ["CHARTS", "Chart"]


class Chart(ABC):
    """
    How the answers of one question are drawn.

    Attributes:
        name: The name of the question.
    """

    name: ClassVar[str]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.name = kebab(cls.__name__)

    @abstractmethod
    def drawing(self, reading: Reading) -> Drawing:
        """
        Choose what an answer looks like.

        Args:
            reading: The answer as one reader gets it.

        Returns:
            Title, figures and forms.
        """


#: How each question's answers are drawn, by the question's name.
CHARTS: Registry[Chart] = Registry("touchline.scene.charts", Chart, "touchline.charts")
