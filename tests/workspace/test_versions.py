"""
What a record was can be seen and taken back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workspace.entries import channel
from touchline.model.work.channel import Channel
from touchline.workspace.errors import UnknownKind, UnknownRecord, UnknownVersion
from touchline.workspace.versions import revert, version

if TYPE_CHECKING:
    from touchline.workspace import Workspace


def test_an_earlier_version_is_read_and_taken_back(workspace: Workspace) -> None:
    workspace.put(channel(title="Web"))
    workspace.put(channel(title="Shop"))

    assert version(workspace, "channel", "web", 1) == channel(title="Web")
    assert revert(workspace, "channel", "web", 1, author="ann") == channel(title="Web")

    assert workspace.get(Channel, "web") == channel(title="Web")
    versions = workspace.store.versions("channel", "web")
    assert [(one.title, one.author) for one in versions] == [
        ("Web", ""),
        ("Shop", ""),
        ("Web", "ann"),
    ]


def test_what_is_not_there_is_told(workspace: Workspace) -> None:
    workspace.put(channel())

    with pytest.raises(UnknownVersion, match="newest is 1"):
        version(workspace, "channel", "web", 2)
    with pytest.raises(UnknownRecord, match="web"):
        version(workspace, "channel", "wbe", 1)
    with pytest.raises(UnknownKind, match="channel"):
        version(workspace, "chanel", "web", 1)
