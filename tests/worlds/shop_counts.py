"""
Counts the invented shop's files row by row, with nothing but loops: what is true of them.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
from collections import Counter, defaultdict
from math import sqrt
from statistics import fmean, median, stdev
from typing import TYPE_CHECKING, Any

from tests.worlds import shop_plan as plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

#: The planned way of the map: step and the activities that are its events.
WAY = {
    "see": ("visit",),
    "browse": ("search", "product view"),
    "basket": ("added to basket",),
    "pay": ("checkout started",),
    "ordered": ("order placed",),
    "wait": ("order shipped",),
    "unpack": ("delivered",),
    "reorder": ("ordered again",),
}
WINDOW = dt.timedelta(days=60)
HOUR = 3_600

Row = dict[str, str]
Trail = list[tuple[dt.datetime, Row]]


def rows(path: Path) -> list[Row]:
    """
    Read a table.
    """
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def paths(events: Iterable[Row]) -> dict[str, Trail]:
    """
    Sort the events of each customer by time; equal times keep the order of the file.
    """
    found: dict[str, Trail] = defaultdict(list)
    for row in events:
        found[row["customer_id"]].append((dt.datetime.fromisoformat(row["timestamp"]), row))
    for path in found.values():
        path.sort(key=lambda event: event[0])
    return found


def furthest(path: Trail) -> int:
    """
    Try every visit as a beginning and give the most steps of the way done within the window.
    """
    best = 0
    for start, (began, row) in enumerate(path):
        if row["event"] not in WAY["see"]:
            continue
        done, at = 1, start + 1
        for activities in list(WAY.values())[1:]:
            while at < len(path) and path[at][1]["event"] not in activities:
                at += 1
            if at == len(path) or path[at][0] - began > WINDOW:
                break
            done, at = done + 1, at + 1
        best = max(best, done)
    return best


def first(path: Trail, activity: str, after: dt.datetime | None = None) -> dt.datetime | None:
    """
    Find when something first happens, at or after a time.
    """
    for at, row in path:
        if row["event"] == activity and (after is None or at >= after):
            return at
    return None


def hours_between(found: Iterable[Trail], source: str, target: str) -> dict[str, float | int]:
    """
    Take the times from each customer's first source to the first target after it.
    """
    spans = []
    n_starts = 0
    for path in found:
        began = first(path, source)
        if began is None:
            continue
        n_starts += 1
        ended = first(path, target, began)
        if ended is not None:
            spans.append((ended - began).total_seconds())
    return {
        "starts": n_starts,
        "reached": len(spans),
        "median_hours": round(median(spans) / HOUR, 4),
    }


def declined(found: Iterable[Trail], since: dt.datetime, until: dt.datetime) -> dict[str, Any]:
    """
    Count customers at the checkout in a span of time, and those refused within the hour.
    """
    started = refused = 0
    for path in found:
        starts = [
            at for at, row in path if row["event"] == "checkout started" and since <= at < until
        ]
        if not starts:
            continue
        started += 1
        refusals = [at for at, row in path if row["event"] == "payment declined"]
        hour = dt.timedelta(hours=1)
        refused += any(start <= at <= start + hour for start in starts for at in refusals)
    return {"started": started, "declined": refused, "share": round(refused / started, 4)}


def loyalty(found: Iterable[Trail], end: dt.datetime) -> dict[str, Any]:
    """
    Count customers, those who ordered, and of those with two months left who ordered again.
    """
    n = ordered = ripe = again = 0
    for path in found:
        n += 1
        at = first(path, "order placed")
        if at is None:
            continue
        ordered += 1
        if at + WINDOW <= end:
            ripe += 1
            second = first(path, "ordered again", at)
            again += second is not None and second - at <= WINDOW
    return {
        "customers": n,
        "ordered": ordered,
        "share_ordered": round(ordered / n, 4),
        "with_two_months": ripe,
        "ordered_again": again,
        "share_ordered_again": round(again / ripe, 4),
    }


def scores(answers: Iterable[Row], kind: str, wanted: Callable[[Row], bool]) -> dict[str, Any]:
    """
    Average the answers of a kind, with the bounds of the mean (normal, 95 %).
    """
    values = [float(row["score"]) for row in answers if row["kind"] == kind and wanted(row)]
    margin = 1.96 * stdev(values) / sqrt(len(values))
    mean = fmean(values)
    return {
        "n": len(values),
        "mean": round(mean, 2),
        "low": round(mean - margin, 2),
        "high": round(mean + margin, 2),
    }


def recommended(answers: Iterable[Row]) -> dict[str, Any]:
    """
    Take the Net Promoter Score: 9 and 10 less 0 to 6, in points.
    """
    values = [int(row["score"]) for row in answers if row["kind"] == "NPS"]
    up, down = sum(value >= 9 for value in values), sum(value <= 6 for value in values)
    return {
        "n": len(values),
        "promoters": up,
        "detractors": down,
        "score": round(100 * (up - down) / len(values), 1),
    }


def counted(folder: Path) -> dict[str, Any]:
    """
    Count everything that the sheet states.

    Args:
        folder: Where the tables lie.

    Returns:
        What is true, by subject.
    """
    events, customers = rows(folder / "events.csv.gz"), rows(folder / "customers.csv")
    answers, tickets = rows(folder / "answers.csv"), rows(folder / "tickets.csv")
    found = paths(events)
    depth = [furthest(path) for path in found.values()]
    return {
        "rows": {
            "events": len(events),
            "customers": len(found),
            "answers": len(answers),
            "tickets": len(tickets),
            "posts": len(rows(folder / "posts.csv")),
            "by_activity": _tally(row["event"] for row in events),
        },
        "reached_in_60_days": {
            step: sum(far >= place for far in depth) for place, step in enumerate(WAY, 1)
        },
        **_people(found, customers),
        **_service(found, answers, tickets),
        "satisfaction": {
            moment: {
                segment: scores(answers, "CSAT", _asked(moment, _with(customers, segment=segment)))
                for segment in ("regular", "gift")
            }
            for moment in ("browse", "pay", "unpack", "ask", "reorder")
        },
        "satisfaction_with_delivery": {
            region: scores(answers, "CSAT", _asked("unpack", _with(customers, region=region)))
            for region in ("city", "hills", "coast", "islands")
        },
        "importance": {
            step: {
                segment: scores(
                    answers, "importance", _asked(step, _with(customers, segment=segment))
                )
                for segment in ("regular", "gift")
            }
            for step in WAY
            if step != "ordered"
        },
        "recommended": recommended(answers),
        "posts_by_subject": _tally(row["subject"] for row in rows(folder / "posts.csv")),
    }


def _people(found: Mapping[str, Trail], customers: list[Row]) -> dict[str, Any]:
    end = max(at for path in found.values() for at, _ in path)
    groups = {
        channel: [found[case] for case in sorted(_with(customers, first_channel=channel))]
        for channel in ("web", "app", "social", "e-mail", "store")
    }
    regions = {
        region: [found[case] for case in sorted(_with(customers, region=region))]
        for region in ("city", "hills", "coast", "islands")
    }
    before = declined(found.values(), plan.START, plan.CHANGED)
    after = declined(found.values(), plan.CHANGED, plan.END)
    return {
        "everybody": loyalty(found.values(), end),
        "channels": {channel: loyalty(group, end) for channel, group in groups.items()},
        "order_to_door": {
            region: hours_between(group, "order placed", "delivered")
            for region, group in regions.items()
        },
        "payment": {
            "before_the_change": before,
            "after_the_change": after,
            "fall": round(before["share"] - after["share"], 4),
            "refused": sum(first(path, "payment declined") is not None for path in found.values()),
            "tried_again": sum(_tried_again(path) for path in found.values()),
            "refused_and_lost": sum(
                first(path, "payment declined") is not None and first(path, "order placed") is None
                for path in found.values()
            ),
        },
        "second_order": hours_between(found.values(), "delivered", "ordered again"),
    }


def _tried_again(path: Trail) -> bool:
    refused = first(path, "payment declined")
    return refused is not None and first(path, "checkout started", refused) is not None


def _service(found: Mapping[str, Trail], answers: list[Row], tickets: list[Row]) -> dict[str, Any]:
    passed_on = {case for case, path in found.items() if first(path, "passed on")}
    asked = {case for case, path in found.items() if first(path, "asked for help")}
    groups = {"passed_on": sorted(passed_on), "not_passed_on": sorted(asked - passed_on)}
    return {
        "help": {
            name: {
                **hours_between([found[case] for case in group], "asked for help", "solved"),
                "ease": scores(answers, "CES", _asked("ask", set(group))),
                "satisfaction": scores(answers, "CSAT", _asked("ask", set(group))),
            }
            for name, group in groups.items()
        },
        "tickets": {
            "by_topic": _tally(row["topic"] for row in tickets),
            "passed_on": sum(row["passed_on_to"] == "phone" for row in tickets),
            "never_closed": sum(row["closed"] == "" for row in tickets),
        },
    }


def _with(customers: list[Row], **wanted: str) -> set[str]:
    return {
        row["customer_id"]
        for row in customers
        if all(row[key] == value for key, value in wanted.items())
    }


def _asked(moment: str, cases: set[str]) -> Callable[[Row], bool]:
    return lambda row: row["moment"] == moment and row["customer_id"] in cases


def _tally(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def planted() -> dict[str, Any]:
    """
    Say what was put in on purpose, and how much of it.

    Returns:
        The effects and the dirt.
    """
    return {
        "declined_share": {"before": plan.DECLINED_BEFORE, "after": plan.DECLINED_AFTER},
        "changed_on": plan.CHANGED.date().isoformat(),
        "median_delivery_hours": plan.DELIVERY_HOURS,
        "second_order_share": plan.RETURNS,
        "spoilt_second_orders_are_divided_by": plan.SPOILT,
        "passed_on_share": plan.PASSED_ON,
        "unsolved_share": {
            "passed_on": plan.UNSOLVED_AFTER_HANDOFF,
            "not_passed_on": plan.UNSOLVED_OTHERWISE,
        },
        "damaged_share": plan.DAMAGED,
        "never_delivered_share": plan.NEVER_DELIVERED,
        "bots": plan.N_BOTS,
        "events_per_bot": plan.EVENTS_PER_BOT,
        "rows_written_twice": plan.N_DUPLICATES,
        "rows_out_of_order": plan.N_OUT_OF_ORDER,
    }


def sheet(folder: Path) -> str:
    """
    Write the answer sheet.

    Args:
        folder: Where the tables lie.

    Returns:
        Its text in YAML.
    """
    lines = [
        "# The answer sheet of the invented shop: what was planted in the data, and what follows",
        "# from it when its rows are counted one by one. Nothing here was computed by Touchline.",
        "invented: true",
        "window_days: 60",
        *_lines({"planted": planted(), "counted": counted(folder)}, 0),
    ]
    return "\n".join(lines) + "\n"


def _lines(values: Mapping[str, Any], depth: int) -> list[str]:
    found = []
    for key, value in values.items():
        if isinstance(value, dict):
            found += [f"{'  ' * depth}{key}:", *_lines(value, depth + 1)]
        else:
            found.append(f"{'  ' * depth}{key}: {value}")
    return found
