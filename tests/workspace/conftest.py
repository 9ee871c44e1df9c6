"""
Workspaces to try things on, with either kind of store.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["sqlite"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    """
    Make an empty workspace.
    """
    with Workspace.create(tmp_path / "shop", title="Shop") as made:
        yield made
