"""
Two real logs that come with the package, and one invented shop for lessons and tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NotRequired, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).parent


class Columns(TypedDict):
    """
    Which column is what, as `read_log` takes it.
    """

    case: str
    activity: str
    timestamp: str
    value: str
    channel: NotRequired[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """
    A log with what is needed to read it.

    Args:
        path: The file of events.
        journey: The map that was authored for it.
        columns: Which column is what, as `read_log` takes it.
        zone: The time zone of the shop.
        citation: Whom to thank, in the form that they ask for.
        cases: The table of customers; None without one.

    Examples:
        `read_log(sample.path, cases=sample.cases, zone=sample.zone, **sample.columns)`
    """

    path: Path
    journey: Path
    columns: Columns
    zone: str
    citation: str
    cases: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedSample(Sample):
    """
    A log that nobody left behind, with all that an invented company can know.

    Nothing can be found out from it but what was put in, and `truth` says what that was.

    Args:
        to_be: The map of the same journey as it shall be.
        blueprint: The blueprint of the same journey.
        brand: The journey as a worked example of a brand: what it posts, what customers think.
        answers: What customers answered in surveys.
        tickets: What they asked the service.
        posts: What they published.
        truth: What was planted, and what follows from it when the rows are counted.
    """

    to_be: Path
    blueprint: Path
    brand: Path
    answers: Path
    tickets: Path
    posts: Path
    truth: Path


#: All files name their columns alike.
_COLUMNS = Columns(case="customer_id", activity="event", timestamp="timestamp", value="value")

#: The real samples by name.
SAMPLES: Final[Mapping[str, Sample]] = MappingProxyType(
    {
        "online_retail_uk": Sample(
            path=_HERE / "online_retail_uk" / "events.csv.gz",
            journey=_HERE / "online_retail_uk" / "map.yaml",
            columns=_COLUMNS,
            zone="Europe/London",
            citation="Chen, D., Sain, S. L. & Guo, K. (2012). Data mining for the online retail"
            " industry: A case study of RFM model-based customer segmentation using data mining."
            " Journal of Database Marketing & Customer Strategy Management 19(3), 197–208.",
        ),
        "complete_journey_grocery": Sample(
            path=_HERE / "complete_journey_grocery" / "events.csv.gz",
            journey=_HERE / "complete_journey_grocery" / "map.yaml",
            columns=_COLUMNS,
            zone="UTC",
            citation="84.51° / dunnhumby, The Complete Journey; Boehmke, B. & Mortimer, S. M.,"
            " completejourney: Retail Shopping Data, R package.",
            cases=_HERE / "complete_journey_grocery" / "customers.csv",
        ),
    }
)

#: The invented samples by name: for lessons, tests and screenshots, never for findings.
INVENTED: Final[Mapping[str, InventedSample]] = MappingProxyType(
    {
        "invented_shop": InventedSample(
            path=_HERE / "invented_shop" / "events.csv.gz",
            journey=_HERE / "invented_shop" / "map.yaml",
            columns=Columns(**_COLUMNS, channel="channel"),
            zone="Europe/Berlin",
            citation="Kettlewisp, a shop that does not exist; invented by the makers of Touchline.",
            cases=_HERE / "invented_shop" / "customers.csv",
            to_be=_HERE / "invented_shop" / "to_be.map.yaml",
            blueprint=_HERE / "invented_shop" / "blueprint.map.yaml",
            brand=_HERE / "invented_shop" / "brand.map.yaml",
            answers=_HERE / "invented_shop" / "answers.csv",
            tickets=_HERE / "invented_shop" / "tickets.csv",
            posts=_HERE / "invented_shop" / "posts.csv",
            truth=_HERE / "invented_shop" / "truth.yaml",
        )
    }
)
