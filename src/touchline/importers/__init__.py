"""
Files of other programs that become a map.

To add a format, put one file here, `importers/<name>.py`, that declares one `Importer`: its `name`
(the file's name in kebab-case, and what `--from` takes), its `suffixes` and
`read(text, at=…, language=…) -> Imported`; a format that is no text overrides `read_file` too.
Build the map from plain data with `touchline.document.read.build`, take ids from
`model.naming.Ids` so that they are unique and stay the same, and list in `left_out` whatever the
map cannot hold: nothing is dropped silently. Files that begin with an underscore are shared
workings. Another package adds formats through the entry point group `touchline.importers`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from touchline.document.faults import MissingMap
from touchline.document.read import text_of
from touchline.importers._errors import UnknownMapFormat, UnreadableImport
from touchline.importers._returned import Returned
from touchline.importers._workbook.errors import UnreadableWorkbook
from touchline.registry import Registry

if TYPE_CHECKING:
    import os

    from touchline.diagnostics import Diagnostic
    from touchline.importers._guess.understood import Understood
    from touchline.model.map import JourneyMap

__all__ = [
    "IMPORTERS",
    "Imported",
    "Importer",
    "Returned",
    "UnknownMapFormat",
    "UnreadableImport",
    "bring_back",
    "import_map",
    "importer_for",
]


@dataclass(frozen=True, slots=True)
class Imported:
    """
    A map that was read from another format.

    Args:
        journey: The map.
        left_out: What the file says and the map cannot hold, in the order of the file.
        understood: How the places of a table were understood; None where the format says itself
            what is what.
    """

    journey: JourneyMap
    left_out: tuple[Diagnostic, ...] = ()
    understood: Understood | None = None


class Importer(ABC):
    """
    One format that maps are read from.
    """

    #: What it is known by, in kebab-case; equal to the name of its file.
    name: ClassVar[str]
    #: The endings of its files, in lower case, with the dot.
    suffixes: ClassVar[tuple[str, ...]]

    def accepts(self, path: Path) -> bool:
        """
        Decide whether a file is of this format, by its ending.

        Args:
            path: The file, which need not exist.

        Returns:
            True when it ends as files of this format do.
        """
        return path.name.lower().endswith(self.suffixes)

    def read_file(self, file: Path, *, language: str = "en") -> Imported:
        """
        Make a map from a file; formats that are no text read it themselves.

        Args:
            file: The file, which exists.
            language: The language of its words, which becomes the language of the map.

        Returns:
            The map, and what it cannot hold.

        Raises:
            StorageError: The file cannot be read.
            UnreadableMap: It is too large, or its text is not in UTF-8.
            UnreadableImport: It is not of this format.
        """
        return self.read(text_of(file), at=str(file), language=language)

    def read_back(self, file: Path, onto: JourneyMap) -> Returned:
        """
        Bring what was changed in a table into the map that it was made from.

        Args:
            file: The file, which exists.
            onto: The map as it is now.

        Returns:
            The changes.

        Raises:
            UnreadableImport: Files of this format do not know which map they were made from.
            OtherMap: It was made from another map.
        """
        del onto
        raise UnreadableWorkbook.found("foreign", at=str(file))

    @abstractmethod
    def read(self, text: str, *, at: str = "", language: str = "en") -> Imported:
        """
        Make a map from a text of this format.

        Args:
            text: The text, its lines parted by plain line feeds.
            at: Where it comes from, for messages.
            language: The language of its words, which becomes the language of the map.

        Returns:
            The map, and what it cannot hold.

        Raises:
            UnreadableImport: The text is not of this format.
        """


#: Every format by its name.
IMPORTERS: Final[Registry[Importer]] = Registry(
    "touchline.importers", Importer, "touchline.importers"
)


def importer_for(name: str | Path) -> Importer:
    """
    Find the importer of a format or of a file's ending.

    Args:
        name: A name such as `mermaid`, or the path of a file.

    Returns:
        The importer.

    Raises:
        UnknownMapFormat: No importer has this name or ending.
    """
    wanted = str(name)
    if wanted in IMPORTERS:
        return IMPORTERS[wanted]
    path = Path(wanted)
    for importer in IMPORTERS.values():
        if importer.accepts(path):
            return importer
    raise UnknownMapFormat.among(path.suffix.lower()[1:] or wanted, IMPORTERS, at=wanted)


def import_map(
    path: str | os.PathLike[str],
    *,
    format: str | Importer | None = None,  # noqa: A002 (the field's word)
    language: str = "en",
) -> Imported:
    """
    Make a map from a file of another program.

    Args:
        path: The file.
        format: Its format by name, or an importer; None goes by the file's ending.
        language: The language of its words, which becomes the language of the map.

    Returns:
        The map, and what it cannot hold.

    Raises:
        UnknownMapFormat: Nothing is known by this name or ending.
        MissingMap: There is no such file.
        StorageError: The file cannot be read.
        UnreadableMap: It is too large, or its text is not in UTF-8.
        UnreadableImport: Its text is not of the format.
    """
    file, chosen = _file_of(path, format)
    return chosen.read_file(file, language=language)


def bring_back(
    path: str | os.PathLike[str],
    onto: JourneyMap,
    *,
    format: str | Importer | None = None,  # noqa: A002 (the field's word)
) -> Returned:
    """
    Bring what people changed in a table into the map that it was made from.

    Args:
        path: The file, such as a workbook that was exported before.
        onto: The map as it is now.
        format: Its format by name, or an importer; None goes by the file's ending.

    Returns:
        The changes with their cells, where they do not go together with those of the map, and what
        was not taken.

    Raises:
        UnknownMapFormat: Nothing is known by this name or ending.
        MissingMap: There is no such file.
        StorageError: The file cannot be read.
        UnreadableImport: It is of another format, or was not made from a map.
        OtherMap: It was made from another map.
    """
    file, chosen = _file_of(path, format)
    return chosen.read_back(file, onto)


def _file_of(
    path: str | os.PathLike[str],
    format: str | Importer | None,  # noqa: A002 (the field's word)
) -> tuple[Path, Importer]:
    file = Path(path)
    chosen = format if isinstance(format, Importer) else importer_for(format or file)
    if not file.exists():
        raise MissingMap.among(file.name, _beside(file), at=str(file))
    return file, chosen


def _beside(file: Path) -> list[str]:
    folder = file.parent
    return [found.name for found in folder.iterdir()] if folder.is_dir() else []
