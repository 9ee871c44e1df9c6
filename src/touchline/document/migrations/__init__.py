"""
From an older file format to the next, up only.

Version 1 is the first format, so this folder holds no migration yet. To add one when version 2
comes, put `from1.py` here: it declares `From1(Migration)` whose `raise_version` turns the plain
data of a version-1 file into that of a version-2 file, and a pair of files `before.yaml` and
`after.yaml` goes to tests/document/migrations/from1/. Nothing else changes: reading
applies every step from a file's version up to the newest, and writing always writes the newest.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from touchline.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.document.tree import Plain

#: The version of the file format that this program writes.
NEWEST = 1


class Migration(ABC):
    """
    The step from one version of the file format to the next.

    Attributes:
        version: The version that it takes; it gives the next one.
    """

    version: ClassVar[int]

    @abstractmethod
    def raise_version(self, plain: Plain) -> Plain:
        """
        Turn the plain data of a file into that of the next version.

        Data of the wrong shape is passed on as it is; the validation that follows reports it.

        Args:
            plain: The plain data, which may be changed.

        Returns:
            The plain data of the next version, without its `touchline` key.
        """


MIGRATIONS: Registry[Migration] = Registry("touchline.document.migrations", Migration)


def migrate(plain: Plain, migrations: Mapping[str, Migration] = MIGRATIONS) -> Plain:
    """
    Bring the plain data of a file to the newest version.

    Args:
        plain: The plain data; it keeps its shape.
        migrations: The steps that are known.

    Returns:
        Plain data of the newest version that the steps reach.
    """
    steps = {step.version: step for step in migrations.values()}
    version = plain.get("touchline")
    while isinstance(version, int) and version in steps:
        raised = steps[version].raise_version(dict(plain))
        version += 1
        plain = {**raised, "touchline": version}
    return plain
