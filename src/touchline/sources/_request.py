"""
What is asked of whoever reads a source.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Self, TypedDict, Unpack

from touchline.eventlog.bots import BotRules
from touchline.sources._pseudonyms import Disguise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from touchline.eventlog.build import Moment
    from touchline.sources._activity_maps import Stated
    from touchline.sources._pseudonyms import Key

_ROLES = ("case", "activity", "timestamp", "value", "channel", "event_id", "end", "session")


class Reading(TypedDict, total=False):
    """
    How a source is read; `read_log` says what each option means.
    """

    case: str | None
    activity: str | None
    timestamp: str | None
    value: str | None
    channel: str | None
    event_id: str | None
    end: str | None
    session: str | None
    zone: str
    time_format: str | None
    priority: Sequence[str]
    cases_key: str | None
    activity_map: Stated | None
    anonymous: Literal["exclude", "each"]
    drop_duplicates: bool
    log_end: Moment | None
    bots: BotRules | None
    exclude_bots: bool
    query: str | None
    pseudonymise: Key | None
    pseudonymise_also: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    What was asked of `read_log`, whose arguments have the same names.
    """

    roles: Mapping[str, str | None]
    zone: str
    time_format: str | None
    priority: tuple[str, ...]
    cases_key: str | None
    activity_map: Stated | None
    anonymous: Literal["exclude", "each"]
    drop_duplicates: bool
    log_end: Moment | None
    bots: BotRules
    exclude_bots: bool
    query: str | None
    disguise: Disguise | None = None

    @classmethod
    def of(cls, **options: Unpack[Reading]) -> Self:
        """
        Take options as `read_log` has them.

        Args:
            options: Those that are stated.

        Returns:
            All of them.
        """
        disguise = Disguise.of(options.get("pseudonymise"), options.get("pseudonymise_also", ()))
        bots = options.get("bots") or BotRules()
        if disguise is not None:
            # Whoever lists machines knows them by their ids.
            bots = replace(bots, cases=tuple(map(disguise.pseudonyms.of, bots.cases)))
        return cls(
            roles={role: options.get(role) for role in _ROLES},  # type: ignore[misc]
            zone=options.get("zone", "UTC"),
            time_format=options.get("time_format"),
            priority=tuple(options.get("priority", ())),
            cases_key=options.get("cases_key"),
            activity_map=options.get("activity_map"),
            anonymous=options.get("anonymous", "exclude"),
            drop_duplicates=options.get("drop_duplicates", False),
            log_end=options.get("log_end"),
            bots=bots,
            exclude_bots=options.get("exclude_bots", False),
            query=options.get("query"),
            disguise=disguise,
        )

    @property
    def is_stated(self) -> bool:
        """
        Anything was asked that changes what is read.
        """
        return (
            any(column is not None for column in self.roles.values())
            or self.zone != "UTC"
            or self.anonymous != "exclude"
            or self.bots != BotRules()
            or any(
                (
                    self.time_format,
                    self.priority,
                    self.cases_key,
                    self.activity_map,
                    self.drop_duplicates,
                    self.log_end,
                    self.exclude_bots,
                    self.query,
                    self.disguise,
                )
            )
        )
