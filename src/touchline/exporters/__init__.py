"""
Files that a picture or a map becomes.

To add a format, put one file here, `exporters/<name>.py`, that declares one `Exporter`: its `name`
(the file's name in kebab-case, and what `--to` takes), its `suffix`, its `media_type` and
`export(subject) -> bytes`; a format that other programs read is an `_exchange.Exchange`, which also
lists in `left_out` what the format has no place for. Choices such as a scale are fields of the
class, a frozen dataclass whose defaults make the plain file. Equal subjects must give equal bytes:
no clock, no random ids.
Files that begin with an underscore are shared workings. Another package adds formats through the
entry point group `touchline.exporters`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias, Union

from touchline.exporters._errors import UnknownFormat
from touchline.registry import Registry
from touchline.whole import write_whole

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene
    from touchline.exporters._ledger import LeftOut
    from touchline.measuring.measured import MeasuredMap
    from touchline.model.map import JourneyMap

__all__ = ["EXPORTERS", "Exporter", "Subject", "export", "exporter_for", "write_whole"]

#: What can be written: a finished picture, or a map that is drawn in the plain style first.
Subject: TypeAlias = Union["Scene", "JourneyMap", "MeasuredMap"]


class Exporter(ABC):
    """
    One format that pictures or maps are written in.
    """

    #: What it is known by, in kebab-case; equal to the name of its file.
    name: ClassVar[str]
    #: The ending of its files, with the dot.
    suffix: ClassVar[str]
    #: What a server says about its files.
    media_type: ClassVar[str]
    #: It shows the picture; other formats tell the map behind it.
    is_drawn: ClassVar[bool] = True

    @abstractmethod
    def export(self, subject: Subject) -> bytes:
        """
        Write the subject in this format.

        Args:
            subject: A scene, or a map. Formats that show, draw a map in the plain style first;
                formats that tell, take the map that a scene carries.

        Returns:
            The content of the file; equal subjects give equal bytes.

        Raises:
            TouchlineError: The format cannot be written from this subject or on this machine.
        """

    def left_out(self, subject: Subject) -> tuple[LeftOut, ...]:  # noqa: ARG002 (formats that leave nothing out)
        """
        List what the file does not hold of the map behind a subject.

        Args:
            subject: What is exported.

        Returns:
            The places in the order of the map; formats that leave something out override this.
        """
        return ()


#: Every format by its name.
EXPORTERS: Registry[Exporter] = Registry("touchline.exporters", Exporter, "touchline.exporters")


def exporter_for(name: str | Path) -> Exporter:
    """
    Find the exporter of a format or of a file's ending.

    Args:
        name: A name such as `pdf`, or the path of a file that ends in one.

    Returns:
        The exporter with its plain settings.

    Raises:
        UnknownFormat: No exporter has this name or ending.
    """
    wanted = str(name)
    if wanted in EXPORTERS:
        return EXPORTERS[wanted]
    ending = Path(wanted).suffix.lower()
    # The names are listed without loading anything, so the likely one is tried first.
    if ending[1:] in EXPORTERS:
        return EXPORTERS[ending[1:]]
    for exporter in EXPORTERS.values():
        if ending and exporter.suffix == ending:
            return exporter
    raise UnknownFormat.among(ending[1:] or wanted, EXPORTERS, at=wanted)


def export(subject: Subject, path: str | Path, *, to: str | Exporter | None = None) -> Path:
    """
    Write a picture or a map into a file.

    Args:
        subject: A scene, or a map that is drawn in the plain style.
        path: Where the file shall lie; it appears whole or not at all.
        to: The format by name or as an exporter of its own settings, such as `Png(scale=3)`; None
            takes the path's ending.

    Returns:
        The path of the file.

    Raises:
        UnknownFormat: Nothing is known by this name or ending.
        StorageError: The file could not be written; what was there before is untouched.
    """
    place = Path(path)
    exporter = to if isinstance(to, Exporter) else exporter_for(place if to is None else to)
    return write_whole(place, exporter.export(subject))
