"""
The touchpoints that companies usually have, to go through when an inventory is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml

from touchline.i18n import languages, translate
from touchline.measuring.dictionaries import folded, touchpoint_names, touchpoint_title
from touchline.model.text import LocalText
from touchline.model.work.channel import Channel
from touchline.model.work.touchpoint import Touchpoint
from touchline.workspace.errors import UnknownRecord

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.model.work import Record
    from touchline.workspace.touchpoints import Listed, Use
    from touchline.workspace.workspace import Workspace

_FILE = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """
    A touchpoint that companies usually have (R-120, R-121).

    Args:
        id: Its id in a catalogue.
        channel: The id of its usual channel.
        icon: The name of its icon.
        group: Whether companies of all kinds have it, or online shops.
        delivery: How it is usually delivered; None when that differs.
    """

    id: str
    channel: str
    icon: str
    group: Literal["general", "shop"]
    delivery: Literal["self-service", "assisted", "automatic"] | None = None

    def title(self, language: str) -> str:
        """
        Say what it is called.

        Args:
            language: The reader's language tag.

        Returns:
            The words.
        """
        return touchpoint_title(self.id, language)


def usual_touchpoints() -> tuple[Usual, ...]:
    """
    List the touchpoints that companies usually have.

    Returns:
        Those of all kinds of companies first, then those of online shops.
    """
    return tuple(Usual(id=name, **one) for name, one in _read()["touchpoints"].items())


def missing(listed: Iterable[Listed]) -> tuple[Usual, ...]:
    """
    List the usual touchpoints that an inventory does not have, under whatever name.

    Args:
        listed: The inventory.

    Returns:
        What it lacks: to be taken over, wanted, or left out for a reason.
    """
    ids, names = set(), set()
    for one in listed:
        ids.add(one.id)
        names |= {folded(words) for _, words in (one.title.text or LocalText()).versions}
    return tuple(
        one
        for one in usual_touchpoints()
        if one.id not in ids and not names & touchpoint_names(one.id)
    )


def take(
    workspace: Workspace, wanted: Sequence[str], *, use: Use = "now", author: str = ""
) -> tuple[str, ...]:
    """
    Take usual touchpoints into the catalogue, with the channels that they need, in every language.

    Args:
        workspace: The workspace.
        wanted: Their ids.
        use: Whether they exist now or are wanted.
        author: Who takes them.

    Returns:
        The ids of those that are new; what the catalogue has already stays as it is.

    Raises:
        UnknownRecord: There is no such usual touchpoint.
        StorageError: The store is closed to us or full.
    """
    usual = {one.id: one for one in usual_touchpoints()}
    for name in wanted:
        if name not in usual:
            raise UnknownRecord.among(name, usual, at="touchpoint")
    fresh = [
        usual[name]
        for name in dict.fromkeys(wanted)
        if not _is_there(workspace, "touchpoint", name)
    ]
    channels = dict.fromkeys(one.channel for one in fresh)
    records: list[Record] = [
        _channel(name) for name in channels if not _is_there(workspace, "channel", name)
    ]
    workspace.put(*records, *(_touchpoint(one, use) for one in fresh), author=author)
    return tuple(one.id for one in fresh)


def _is_there(workspace: Workspace, kind: str, name: str) -> bool:
    stored = workspace.store.get(kind, name)
    return stored is not None and stored.state != "trashed"


def _touchpoint(one: Usual, use: Use) -> Touchpoint:
    return Touchpoint(
        id=one.id,
        title=_in_all_languages(f"touchpoint.{one.id}.title"),
        use=use,
        channels=(one.channel,),
        delivery=one.delivery,
        icon=one.icon,
    )


def _channel(name: str) -> Channel:
    about = _read()["channels"][name]
    return Channel(id=name, title=_in_all_languages(f"channel.{name}.title"), **about)


def _in_all_languages(key: str) -> LocalText:
    return LocalText.of({tag: translate(key, tag) for tag in languages()})


@cache
def _read() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found
