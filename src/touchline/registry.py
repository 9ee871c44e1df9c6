"""
How a folder of files becomes a set of extensions.

One file declares one thing: `lanes/pain_point.py` declares `PainPoint`, known as `pain-point`.
Other packages join through an entry point of the folder's name, and nothing of ours has a privilege
that theirs lack. Names are read from file names, so listing them imports nothing.

Files and folders that begin with an underscore are a family's private workings and declare nothing.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from touchline.errors import kebab

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")


@cache
def places(package: str, entry_points: str | None = None) -> Mapping[str, str]:
    """
    Find where each extension of a folder is declared, without importing any of them.

    Args:
        package: The dotted name of the folder.
        entry_points: The group through which other packages join; None closes the folder.

    Returns:
        By name in sorted order: a dotted module for a file of ours, `module:Class` else.

    Raises:
        TypeError: Two declarations have the same name.
    """
    found: dict[str, str] = {}
    for name, place in [*_files(package), *_strangers(entry_points)]:
        if name in found:
            raise TypeError(f"{place} declares {name!r}, which {found[name]} declares already")
        found[name] = place
    return dict(sorted(found.items()))


def names(package: str, entry_points: str | None = None) -> tuple[str, ...]:
    """
    List the extensions of a folder, without importing any of them.

    Args:
        package: The dotted name of the folder.
        entry_points: The group through which other packages join; None closes the folder.

    Returns:
        Their names in sorted order.
    """
    return tuple(places(package, entry_points))


class Registry(Mapping[str, T], Generic[T]):
    """
    Every extension of one kind by its name, each loaded when it is first asked for.

    A value is one instance, made without arguments; where the contract says
    `registered_as_class = True`, it is the class itself.

    Args:
        package: The dotted name of the folder.
        contract: The class whose one concrete subclass each file declares.
        entry_points: The group through which other packages join; None closes the folder.

    Raises:
        TypeError: On first use of a name: its file does not declare exactly one fitting class, or
            file, class and `name` do not say the same.

    Examples:
        `LANES: Registry[LaneType] = Registry("touchline.lanes", LaneType, "touchline.lanes")`
    """

    def __init__(self, package: str, contract: type, entry_points: str | None = None) -> None:
        self._package = package
        self._contract = contract
        self._entry_points = entry_points
        self._loaded: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._loaded:
            self._loaded[name] = self._load(name, self._places[name])
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    @property
    def _places(self) -> Mapping[str, str]:
        return places(self._package, self._entry_points)

    def _load(self, name: str, place: str) -> T:
        chosen = self._chosen(place)
        for said in (kebab(chosen.__name__), getattr(chosen, "name", name)):
            if isinstance(said, str) and said != name:
                raise TypeError(f"{place} is known as {name!r}, but its class says {said!r}")
        value: T = chosen if getattr(self._contract, "registered_as_class", False) else chosen()
        return value

    def _chosen(self, place: str) -> Any:
        """
        Import one place and pick the class that it declares.

        Raises:
            TypeError: It does not declare exactly one concrete subclass of the contract.
        """
        module_name, _, class_name = place.partition(":")
        module = import_module(module_name)
        if class_name:
            declared: list[Any] = [vars(module).get(class_name)]
        else:
            declared = [
                member
                for member in vars(module).values()
                if getattr(member, "__module__", None) == module_name
            ]
        fitting = {found.__name__: found for found in declared if self._fits(found)}
        if len(fitting) != 1:
            file = getattr(module, "__file__", place)
            count = ", ".join(fitting) or "none"
            raise TypeError(f"{file} declares one {self._contract.__name__}; found: {count}")
        return next(iter(fitting.values()))

    def _fits(self, member: Any) -> bool:
        return (
            inspect.isclass(member)
            and issubclass(member, self._contract)
            and not inspect.isabstract(member)
            and not member.__name__.startswith("_")
        )


def _files(package: str) -> Iterator[tuple[str, str]]:
    spec = find_spec(package)
    for folder in (spec and spec.submodule_search_locations) or ():
        for file in sorted(Path(folder).rglob("*.py")):
            parts = file.relative_to(folder).with_suffix("").parts
            if not any(part.startswith("_") for part in parts):
                yield parts[-1].replace("_", "-"), ".".join([package, *parts])


def _strangers(group: str | None) -> Iterator[tuple[str, str]]:
    if group is None:
        return
    from importlib.metadata import entry_points  # noqa: PLC0415 (20 ms, only for an open folder)

    for point in entry_points(group=group):
        yield point.name, point.value
