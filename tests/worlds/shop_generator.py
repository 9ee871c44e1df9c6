"""
Writes the invented shop: `python -m tests.worlds.shop_generator`; the same bytes each time.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from pathlib import Path
from typing import TYPE_CHECKING

from tests.worlds import shop_counts
from tests.worlds.shop_customers import Books, Event, Life, newcomer, rate_importance
from tests.worlds.shop_plan import (
    EVENTS_PER_BOT,
    N_BOTS,
    N_CUSTOMERS,
    N_DUPLICATES,
    N_OUT_OF_ORDER,
    SEED,
    START,
    ZONE,
    Chance,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FOLDER = Path(__file__).parents[2] / "src" / "touchline" / "samples" / "invented_shop"
EVENTS = (
    "customer_id", "event", "timestamp", "channel", "value", "device", "campaign", "invented",
)  # fmt: skip
#: The last column of every table says what it is.
MARK = "yes"


def world() -> Books:
    """
    Let half a year pass.

    Returns:
        What the shop has on record then.
    """
    books, chance = Books(), Chance(SEED)
    for number in range(1, N_CUSTOMERS + 1):
        who = newcomer(number, chance)
        books.customers.append(who)
        Life(who, books, chance).live()
    rate_importance(books, chance)
    for number in range(1, N_BOTS + 1):
        begins = START + dt.timedelta(days=40 * number, hours=3)
        case = f"kw-bot-{number}"
        books.events.append(Event(case, "visit", begins, "web", "", "none", ""))
        for second in range(1, EVENTS_PER_BOT):
            at = begins + dt.timedelta(seconds=second * 59 // EVENTS_PER_BOT)
            # The same thing is never done twice in a second, so that no row is there twice.
            activity = ("visit", "search", "product view")[second % 3]
            books.events.append(Event(case, activity, at, "web", "", "none", ""))
    return books


def event_rows(books: Books) -> list[Sequence[object]]:
    """
    Order the events as an export would, with its known dirt.

    Args:
        books: The record.

    Returns:
        The rows of events.csv.
    """
    ordered = sorted(books.events, key=lambda event: (event.at.timestamp(), event.case))
    rows: list[Sequence[object]] = [
        (event.case, event.activity, stamp(event.at), *event[3:], MARK) for event in ordered
    ]
    every = len(rows) // N_OUT_OF_ORDER
    for number in range(N_OUT_OF_ORDER):
        late = number * every
        rows.insert(min(late + 60, len(rows) - 1), rows.pop(late))
    every = len(rows) // N_DUPLICATES
    for number in reversed(range(N_DUPLICATES)):
        rows.insert(number * every + 7, rows[number * every + 6])
    return rows


def tables(books: Books) -> Mapping[str, str]:
    """
    Write every table.

    Args:
        books: The record.

    Returns:
        The text of each file by its name.
    """
    customers = [
        (who.id, who.segment, who.region, who.since, who.channel, who.language)
        for who in books.customers
    ]
    answers = sorted(books.answers, key=lambda row: (row[1], row[0], row[2], row[3]))
    tickets = sorted(books.tickets, key=lambda row: (row[1], row[0]))
    posts = sorted(books.posts, key=lambda row: (row[1], row[0]))
    return {
        "events.csv": _csv(EVENTS, event_rows(books)),
        "customers.csv": _table(
            "customer_id segment region since first_channel language", customers
        ),
        "answers.csv": _table(
            "answer_id customer_id date moment kind scale_low scale_high score language comment",
            [(f"a{n:05}", row[0], *map(_shown, row[1:])) for n, row in enumerate(answers, 1)],
        ),
        "tickets.csv": _table(
            "ticket_id customer_id opened first_answer closed topic channel passed_on_to language"
            " text",
            [(f"t{n:04}", *map(_shown, row)) for n, row in enumerate(tickets, 1)],
        ),
        "posts.csv": _table(
            "post_id customer_id date subject language likes text",
            [(f"p{n:03}", *map(_shown, row)) for n, row in enumerate(posts, 1)],
        ),
    }


def stamp(at: dt.datetime) -> str:
    """
    Write an instant with its zone.
    """
    return at.astimezone(ZONE).isoformat(timespec="seconds")


def _shown(value: object) -> object:
    return stamp(value) if isinstance(value, dt.datetime) else value


def _table(columns: str, rows: Iterable[Sequence[object]]) -> str:
    return _csv((*columns.split(), "invented"), [(*row, MARK) for row in rows])


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def write(folder: Path) -> None:
    """
    Write the tables and the answer sheet.

    Args:
        folder: Where to.
    """
    for name, text in tables(world()).items():
        data = text.encode()
        if name == "events.csv":
            (folder / "events.csv.gz").write_bytes(gzip.compress(data, 9, mtime=0))
        else:
            (folder / name).write_bytes(data)
    (folder / "truth.yaml").write_text(shop_counts.sheet(folder), encoding="utf-8")


if __name__ == "__main__":
    write(FOLDER)
