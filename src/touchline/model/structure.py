"""
The two axes of the grid: stages with their steps, and lanes with their cells and cards.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Generic, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypeVar

from touchline.model.image import ImageSource
from touchline.model.text import LocalText

#: A stable name inside one map: letters of any script, digits, `_`, `-` and `.`.
Id = Annotated[str, Field(pattern=r"^\w[\w.\-]*$", max_length=80)]


@dataclass(frozen=True, slots=True)
class RefersTo:
    """
    The mark of a field whose ids must exist elsewhere in the map.

    Args:
        kind: What the ids name: `persona`, `channel`, `step` or the kind of a lane, whose cards
            are meant.
    """

    kind: str


#: How well a card is known, from guessed to measured (R-015).
Grade = Literal["assumption", "quoted", "surveyed", "measured"]
GRADES: tuple[Grade, ...] = ("assumption", "quoted", "surveyed", "measured")

#: What part of the customer's life with the company a stage is (R-003 to R-005).
StageKind = Literal[
    "awareness", "consideration", "purchase", "delivery", "use", "support", "retention", "loyalty"
]


class Part(BaseModel):
    """
    A frozen part of a map; unknown keys are faults, so that a typing slip is never lost.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False
    )


class Block(Part):
    """
    A part that somebody can own and in which a lint rule can be allowed.

    Args:
        owner: Who answers for it (R-025).
        department: Which department's part it is (R-043).
        allow: Lint rules that do not apply here, each with the reason.
    """

    owner: str | None = None
    department: str | None = None
    allow: dict[str, str] = Field(default_factory=dict)


class Image(Part):
    """
    A photograph or a drawing (P17).

    Args:
        source: A PNG, JPEG, WebP or GIF: its file, as a path from this file's folder, or the
            picture itself as a data URI.
        description: What it shows, for those who cannot see it.
        credit: Who made it.
    """

    source: ImageSource
    description: LocalText | None = None
    credit: LocalText | None = None


class Scale(Part):
    """
    The range in which a score is given; scores on different scales are never joined.

    Args:
        low: The worst score.
        high: The best score.
        names: What the scores are called, evenly spread from the worst to the best.
    """

    low: float = -1.0
    high: float = 1.0
    names: tuple[LocalText, ...] = ()

    @model_validator(mode="after")
    def _ends_in_order(self) -> Scale:
        if not self.low < self.high:
            raise PydanticCustomError(
                "scale_order", "low {low} < high {high}", {"low": self.low, "high": self.high}
            )
        return self


#: Who was asked or watched (R-111, R-226); what others say tells little about customers.
Participants = Literal["customers", "prospects", "employees", "others"]


class Evidence(Part):
    """
    What stands behind a card.

    Args:
        grade: What kind of knowledge it is; an assumption needs no evidence.
        source: Where it comes from, such as an interview, a survey or a log.
        date: When it was collected.
        n: How many people or answers it rests on.
        participants: Who was asked or watched; empty when nobody noted it.
        quote: The customer's own words.
        url: Where to read more.
        item: The id of the piece of research in the workspace from which it was taken.
        by: Who brought it here.
    """

    grade: Literal["quoted", "surveyed", "measured"]
    source: LocalText
    date: dt.date | None = None
    n: Annotated[int, Field(ge=1)] | None = None
    participants: tuple[Participants, ...] = ()
    quote: LocalText | None = None
    url: str | None = None
    item: Id | None = None
    by: str | None = None


class Card(Block):
    """
    One item in a cell.

    Args:
        id: Its stable name, unique in the map.
        text: What it says.
        image: A picture of it.
        evidence: What stands behind it; a card without evidence is an assumption.
    """

    id: Id
    text: LocalText = LocalText()
    image: Image | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def grade(self) -> Grade:
        """
        The best grade of its evidence; `assumption` without any.
        """
        if not self.evidence:
            return "assumption"
        return max((item.grade for item in self.evidence), key=GRADES.index)


CardT = TypeVar("CardT", bound=Card, default=Card, covariant=True)


class Cell(Block, Generic[CardT]):
    """
    The place of a lane at one or more steps; it holds ranked cards.

    Args:
        at: The id of its step, the first one when it spans several.
        through: The id of the last step that it spans; None for one step.
        hint: The question that it answers, shown while it is empty.
        cards: Its cards, the first ranking highest.
    """

    at: Annotated[Id, RefersTo("step")]
    through: Annotated[Id, RefersTo("step")] | None = None
    hint: LocalText | None = None
    cards: tuple[SerializeAsAny[CardT], ...] = ()


class Lane(Block, Generic[CardT]):
    """
    A row of one kind.

    Args:
        id: Its stable name.
        kind: The name of its lane type, which says what its cards are and how they are drawn.
        title: What it is called; None takes the lane type's own words.
        hint: The question it answers; None takes the lane type's own words.
        scale: The scale of its cards' scores, where a card names none.
        is_locked: A template wants it as it is: it is neither removed nor renamed.
        is_collapsed: It is drawn as one thin row of counts.
        cells: Its cells; steps without one are empty.
    """

    id: Id
    kind: str
    title: LocalText | None = None
    hint: LocalText | None = None
    scale: Scale | None = None
    is_locked: bool = Field(default=False, alias="locked")
    is_collapsed: bool = Field(default=False, alias="collapsed")
    cells: tuple[SerializeAsAny[Cell[CardT]], ...] = ()


class Target(Part):
    """
    What a measured figure of a step must reach.

    Args:
        metric: Which figure.
        at_least: The lowest acceptable value: a share in [0, 1], or a number of customers for
            `reached`.
        at_most: The highest acceptable value; seconds for `time-to-next`.
    """

    metric: Literal["completion", "reached", "lost", "time-to-next", "repeats"]
    at_least: float | None = None
    at_most: float | None = None


class Step(Block):
    """
    An act of the customer within a stage.

    Args:
        id: Its stable name, unique in the map.
        name: What the customer does, in the customer's words.
        icon: The name of an icon in the library or of the map's own.
        image: A picture of what happens here.
        purpose: How it brings the customer nearer to the goal (R-209).
        path: Where it stands: on the planned way, on the way of failure (R-029) or of recovery
            (R-030).
        is_optional: The planned way may leave it out.
        is_milestone: Reaching it marks progress (R-032).
        is_moment_of_truth: It decides whether the interaction succeeds (R-028).
        targets: What its measured figures must reach (M6).
    """

    id: Id
    name: LocalText
    icon: str | None = None
    image: Image | None = None
    purpose: LocalText | None = None
    path: Literal["main", "failure", "recovery"] = "main"
    is_optional: bool = Field(default=False, alias="optional")
    is_milestone: bool = Field(default=False, alias="milestone")
    is_moment_of_truth: bool = Field(default=False, alias="moment_of_truth")
    targets: tuple[Target, ...] = ()


class Stage(Block):
    """
    A phase of the journey.

    Args:
        id: Its stable name.
        name: What it is called.
        icon: The name of an icon in the library or of the map's own (R-033).
        image: A picture of what happens here.
        kind: What part of the customer's life it is.
        is_collapsed: It is drawn as one narrow column.
        steps: Its steps in order.
    """

    id: Id
    name: LocalText
    icon: str | None = None
    image: Image | None = None
    kind: StageKind | None = None
    is_collapsed: bool = Field(default=False, alias="collapsed")
    steps: tuple[Step, ...] = ()
