"""
What a workspace says of itself, in a file that people read and commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from touchline.document import emit
from touchline.document.faults import UnreadableMap, fault
from touchline.document.read import text_of
from touchline.document.splice import CannotSplice, splice
from touchline.document.syntax import compose
from touchline.document.validate import placed, validated
from touchline.model.structure import Id, Part
from touchline.model.text import LocalText
from touchline.whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

#: The file that makes a folder a workspace.
NAME = "touchline.workspace.yaml"

Days = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,4}[dw]$")]

#: Laws and contracts count in months and years as well.
Term = Annotated[str, Field(pattern=r"^([1-9][0-9]{0,4}[dw]|[1-9][0-9]{0,2}(mo|y))$")]

#: What a workspace holds about people: items of research with what they said, walks, feedback of
#: colleagues, and logs of what customers did.
Personal = Literal["item", "walk", "feedback", "log"]


class Privacy(Part):
    """
    How people are protected.

    Args:
        least: A number about fewer people than this is not shown.
        keep: How long answers, quotes and logs about people are kept, such as `730d`, `104w`,
            `24mo` or `2y`; None for as long as nobody throws them away.
        keep_by_kind: The same for some kinds alone, which outweighs `keep`.
    """

    least: Annotated[int, Field(ge=1, le=1000)] = 5
    keep: Term | None = None
    keep_by_kind: dict[Personal, Term] = Field(default_factory=dict)

    def term_of(self, kind: Personal) -> str | None:
        """
        Tell how long something is kept.

        Args:
            kind: What it is.

        Returns:
            Such as `730d`; None for as long as nobody throws it away.
        """
        return self.keep_by_kind.get(kind, self.keep)


class Settings(Part):
    """
    What a workspace says of itself.

    Args:
        touchline: The version of the file's format.
        id: A name that no other workspace has, by which store and folder know each other.
        title: What it is called.
        language: The language of its plain texts.
        store: The URL of a PostgreSQL database; None for a file in the folder.
        review: How often maps are looked over unless they say so themselves, such as `90d`.
        privacy: How people are protected.
    """

    touchline: Literal[1] = 1
    id: Id
    title: LocalText
    language: str = "en"
    store: Annotated[str, Field(pattern="^postgres(ql)?://")] | None = None
    review: Days = "90d"
    privacy: Privacy = Privacy()


class UnreadableWorkspace(UnreadableMap):
    """
    The file says nothing that makes a workspace; all its faults are told at once.
    """


def workspace_above(place: Path) -> Path | None:
    """
    Find the workspace that a folder is or lies in.

    Args:
        place: The folder.

    Returns:
        The folder of the workspace; None when there is none.
    """
    here = place.resolve()
    return next((one for one in (here, *here.parents) if (one / NAME).is_file()), None)


def read_settings(file: Path) -> Settings:
    """
    Read what a workspace says of itself.

    Args:
        file: The file.

    Returns:
        The settings.

    Raises:
        UnreadableWorkspace: The file cannot be understood.
        StorageError: The file cannot be read.
    """
    try:
        node, repeated = compose(text_of(file))
    except UnreadableMap as unreadable:
        raise UnreadableWorkspace(unreadable.faults, at=str(file)) from None
    if not isinstance(node.value, dict):
        raise UnreadableWorkspace([fault("not-a-workspace", path="$")], at=str(file))
    faults, found = validated(Settings, node.value)
    faults = [*repeated, *faults]
    if faults or found is None:
        raise UnreadableWorkspace(placed(faults, node), at=str(file))
    return found


def write_settings(settings: Settings, file: Path) -> None:
    """
    Write what a workspace says of itself; comments stay wherever nothing changed.

    Args:
        settings: The settings.
        file: The file.

    Raises:
        StorageError: The file cannot be written.
    """
    data = _plain(settings)
    text = "\n".join(emit.block(data)) + "\n"
    if file.is_file():
        try:
            before = text_of(file)
            text = splice(before, compose(before)[0], _plain(read_settings(file)), data)
        except (UnreadableMap, CannotSplice):
            pass
    write_whole(file, text.encode())


def _plain(settings: Settings) -> dict[str, object]:
    told = settings.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"touchline": settings.touchline, **told}
