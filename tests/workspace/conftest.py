"""
Workspaces to try things on, with either kind of store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workspace.stores import new_database
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> str | None:
    """
    Name an empty store: a file in the folder, or a database of its own.
    """
    if request.param == "sqlite":
        return None
    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def workspace(store: str | None, tmp_path: Path) -> Iterator[Workspace]:
    """
    Make an empty workspace.
    """
    with Workspace.create(tmp_path / "shop", title="Shop", store=store) as made:
        yield made


@pytest.fixture
def workspace_in_a_file(tmp_path: Path) -> Iterator[Workspace]:
    """
    Make an empty workspace whose store is a file in its folder.
    """
    with Workspace.create(tmp_path / "shop", title="Shop") as made:
        yield made
