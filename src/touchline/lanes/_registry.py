"""
The set of lane types: one per file of this folder, loaded by name when first asked for.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from touchline.lanes import LaneType


class Lanes(Mapping[str, "LaneType"]):
    """
    The lane types by kind.
    """

    def __init__(self, contract: type[LaneType]) -> None:
        self._contract = contract
        self._loaded: dict[str, LaneType] = {}
        self._names = tuple(
            sorted(
                module.name.replace("_", "-")
                for module in pkgutil.iter_modules([str(Path(__file__).parent)])
                if not module.name.startswith("_")
            )
        )

    def __getitem__(self, name: str) -> LaneType:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._loaded:
            module = importlib.import_module(f"touchline.lanes.{name.replace('-', '_')}")
            declared = [
                kind
                for _, kind in inspect.getmembers(module, inspect.isclass)
                if kind.__module__ == module.__name__ and issubclass(kind, self._contract)
            ]
            if len(declared) != 1:
                raise TypeError(module.__file__)
            declared[0].name = name
            self._loaded[name] = declared[0]()
        return self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
