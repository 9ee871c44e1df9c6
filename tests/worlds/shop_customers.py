"""
The invented shop's customers, one by one: what they do, answer, ask and publish.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.worlds.shop_plan import (
    BASKETS,
    CHANGED,
    DAMAGED,
    DECLINED_AFTER,
    DECLINED_BEFORE,
    DELIVERY_HOURS,
    END,
    NEVER_DELIVERED,
    PASSED_ON,
    RETRIES,
    RETURNS,
    SLOW_HOURS,
    SPOILT,
    START,
    UNSOLVED_AFTER_HANDOFF,
    UNSOLVED_OTHERWISE,
    Chance,
)
from tests.worlds.shop_words import COMMENTS, LANGUAGES, POSTS, TICKETS

DAY = dt.timedelta(days=1)
STEPS = ("see", "browse", "basket", "pay", "wait", "unpack", "share", "reorder")
#: How much each step matters to the two kinds of customers, from 1 to 5.
IMPORTANCE = {
    "regular": (2.2, 3.4, 2.9, 4.2, 3.6, 4.6, 1.8, 4.1),
    "gift": (2.6, 4.3, 3.2, 4.0, 4.8, 4.4, 2.4, 1.9),
}


class Event(NamedTuple):
    """
    One row of events.csv.
    """

    case: str
    activity: str
    at: dt.datetime
    channel: str
    value: str
    device: str
    campaign: str


@dataclass(frozen=True, slots=True)
class Customer:
    """
    Who somebody is before anything happens.
    """

    id: str
    segment: str
    region: str
    since: dt.date
    channel: str
    device: str
    campaign: str
    language: str
    arrives: dt.datetime


@dataclass(slots=True)
class Books:
    """
    What the shop has on record.
    """

    events: list[Event] = field(default_factory=list)
    customers: list[Customer] = field(default_factory=list)
    answers: list[tuple[object, ...]] = field(default_factory=list)
    tickets: list[tuple[object, ...]] = field(default_factory=list)
    posts: list[tuple[object, ...]] = field(default_factory=list)


class Life:
    """
    One customer's half year.

    Args:
        who: The customer.
        books: Where it is recorded.
        chance: The luck.
    """

    def __init__(self, who: Customer, books: Books, chance: Chance) -> None:
        self.who, self.books, self.chance = who, books, chance
        self.is_slow = self.is_unsolved = self.is_damaged = False

    def live(self) -> None:
        """
        Go the whole way, as far as it leads.
        """
        basket = self.look_around()
        if basket is None:
            return
        ordered = self.check_out(basket)
        if ordered is None:
            return
        unpacked = self.receive(ordered)
        if unpacked is None:
            return
        self.afterwards(unpacked)
        self.come_back(unpacked)

    def look_around(self) -> dt.datetime | None:
        """
        Visit, search, look at teas, and perhaps fill a basket.
        """
        chance, who, now = self.chance, self.who, self.who.arrives
        for visit in range(3):
            channel = who.channel if visit == 0 else chance.pick({"web": 6, "app": 3, "e-mail": 1})
            self.note("visit", now, channel)
            inside = "app" if channel == "app" else "store" if channel == "store" else "web"
            if inside != "store" and chance.happens(0.5):
                now += chance.hours(0.02)
                self.note("search", now, inside)
            if chance.happens(0.82):
                for _ in range(1 + int(chance.between(0, 2.6))):
                    now += chance.hours(0.03)
                    self.note("product view", now, inside)
                self.survey("browse", now, 3.9 if who.segment == "regular" else 3.1, 0.09)
                if chance.happens(BASKETS[who.channel]):
                    now += chance.hours(0.05)
                    self.note("added to basket", now, inside)
                    return now
            if chance.happens(0.75):
                return None
            now += chance.hours(90, 0.8)
        return None

    def check_out(self, now: dt.datetime) -> dt.datetime | None:
        """
        Go to the checkout, perhaps be refused, perhaps try again.
        """
        chance = self.chance
        if not chance.happens(0.76):
            return None
        inside = "app" if self.who.channel == "app" else "web"
        for attempt in range(3):
            now += chance.hours(0.06 if attempt == 0 else 0.3, 0.6)
            self.note("checkout started", now, inside)
            refused = DECLINED_BEFORE if now < CHANGED else DECLINED_AFTER
            if not chance.happens(refused):
                now += chance.hours(0.05)
                value = f"{chance.hours(38).total_seconds() / 3_600:.2f}"
                self.note("order placed", now, inside, value)
                self.survey("pay", now, 4.0 if attempt == 0 else 2.6, 0.16)
                return now
            now += chance.hours(0.03)
            self.note("payment declined", now, inside)
            if not chance.happens(RETRIES):
                self.survey("pay", now, 1.6, 0.30)
                if chance.happens(0.22):
                    self.ask("payment", now + chance.hours(2))
                return None
        return None

    def receive(self, ordered: dt.datetime) -> dt.datetime | None:
        """
        Wait for the parcel and open it.
        """
        chance = self.chance
        shipped = ordered + chance.hours(16)
        self.note("order shipped", shipped, "parcel")
        if chance.happens(NEVER_DELIVERED):
            self.ask("late parcel", shipped + 9 * DAY)
            return None
        delivered = shipped + chance.hours(DELIVERY_HOURS[self.who.region], 0.35)
        self.is_slow = delivered - ordered > dt.timedelta(hours=SLOW_HOURS)
        self.is_damaged = chance.happens(DAMAGED)
        if self.is_slow and chance.happens(0.4):
            self.ask("late parcel", ordered + dt.timedelta(hours=SLOW_HOURS) + chance.hours(1))
        self.note("delivered", delivered, "parcel")
        middle = 1.9 if self.is_damaged else 2.7 if self.is_slow else 4.5
        self.survey("unpack", delivered + chance.hours(20), middle, 0.28)
        return delivered

    def afterwards(self, unpacked: dt.datetime) -> None:
        """
        Complain, ask, send back, publish and say how likely a recommendation is.
        """
        chance = self.chance
        if self.is_damaged and chance.happens(0.8):
            self.ask("damage", unpacked + chance.hours(12))
            if chance.happens(0.4):
                self.note("returned", unpacked + 5 * DAY + chance.hours(30), "parcel")
        elif chance.happens(0.05):
            self.ask("question", unpacked + chance.hours(60))
        if chance.happens(0.14):
            channel = chance.pick({"web": 5, "social": 6})
            at = unpacked + chance.hours(70)
            self.note("review posted", at, channel)
            if channel == "social":
                self.publish(at)
        spoilt = self.is_slow or self.is_damaged or self.is_unsolved
        self.answer("recommend", "NPS", unpacked + 14 * DAY, (6.0 if spoilt else 8.6, 0, 10), 0.22)

    def come_back(self, unpacked: dt.datetime) -> None:
        """
        Order again, or leave the mailing list.
        """
        chance = self.chance
        share = RETURNS[self.who.channel] / (SPOILT if self.is_slow or self.is_unsolved else 1)
        share *= 1.0 if self.who.segment == "regular" else 0.8
        if chance.happens(share):
            at = unpacked + chance.hours(24 * 24, 0.6)
            self.note("ordered again", at, chance.pick({"app": 5, "web": 4, "e-mail": 2}), "44.00")
            self.survey("reorder", at, 4.3, 0.25)
        elif chance.happens(0.12):
            self.note("unsubscribed", unpacked + chance.hours(24 * 20), "e-mail")

    def ask(self, topic: str, at: dt.datetime) -> None:
        """
        Turn to the service; a chat that is passed on to the phone often ends nowhere.
        """
        chance = self.chance
        channel = chance.pick({"chat": 60, "phone": 25, "e-mail": 15})
        self.note("asked for help", at, channel)
        first = at + chance.hours({"chat": 0.1, "phone": 0.05, "e-mail": 9}[channel])
        is_passed_on = channel == "chat" and chance.happens(PASSED_ON)
        if is_passed_on:
            self.note("passed on", first + chance.hours(0.2), "phone")
        unsolved = UNSOLVED_AFTER_HANDOFF if is_passed_on else UNSOLVED_OTHERWISE
        self.is_unsolved = chance.happens(unsolved)
        closed = first + chance.hours(52 if is_passed_on else 5, 0.6)
        if not self.is_unsolved:
            self.note("solved", closed, "phone" if is_passed_on else channel)
        self.survey("ask", closed, 1.9 if is_passed_on else 4.1, 0.45)
        self.answer("ask", "CES", closed, (2.4 if is_passed_on else 5.6, 1, 7), 0.3)
        if at < END:
            self.books.tickets.append((
                self.who.id, at, first if first < END else "",
                closed if not self.is_unsolved and closed < END else "", topic, channel,
                "phone" if is_passed_on else "", self.who.language,
                TICKETS[topic][self.who.language],
            ))  # fmt: skip

    def publish(self, at: dt.datetime) -> None:
        """
        Show it to the world.
        """
        subject = "breakage" if self.is_damaged else "waiting" if self.is_slow else None
        subject = subject or self.chance.pick({"unboxing": 6, "ritual": 4})
        likes = int(self.chance.hours(30, 1).total_seconds() / 3_600)
        if at < END:
            words = POSTS[subject][self.who.language]
            self.books.posts.append((self.who.id, at, subject, self.who.language, likes, words))

    def survey(self, moment: str, at: dt.datetime, middle: float, share: float) -> None:
        """
        Ask how content somebody is, from 1 to 5.
        """
        self.answer(moment, "CSAT", at + dt.timedelta(hours=1), (middle, 1, 5), share)

    def answer(
        self, moment: str, kind: str, at: dt.datetime, scale: tuple[float, int, int], share: float
    ) -> None:
        """
        Record an answer if one is given at all.
        """
        if not self.chance.happens(share) or at >= END:
            return
        _, low, high = scale
        score = self.chance.score(*scale)
        mood = "good" if score > (low + high) / 2 else "bad"
        pool = COMMENTS.get(f"{moment} {mood}", {}).get(self.who.language, ())
        comment = pool[int(self.chance.between(0, len(pool)))] if pool else ""
        said = comment if self.chance.happens(0.4) else ""
        row = (self.who.id, at, moment, kind, low, high, score, self.who.language, said)
        self.books.answers.append(row)

    def note(self, activity: str, at: dt.datetime, channel: str, value: str = "") -> None:
        """
        Record an event, unless the half year is over.
        """
        if at < END:
            who = self.who
            event = Event(who.id, activity, at, channel, value, who.device, who.campaign)
            self.books.events.append(event)


def newcomer(number: int, chance: Chance) -> Customer:
    """
    Draw a customer.
    """
    channel = chance.pick({"web": 38, "app": 18, "social": 24, "e-mail": 12, "store": 8})
    devices: dict[str, dict[str, float]] = {"app": {"phone": 1.0}, "store": {"till": 1.0}}
    campaigns: dict[str, dict[str, float]] = {
        "social": {"spring tea": 5, "": 4},
        "e-mail": {"newsletter": 1.0},
    }
    span = (END - START).total_seconds()
    arrives = START + dt.timedelta(seconds=int(span * chance.between(0, 1)))
    # People shop by day: a night's visit is moved into the hours from 8 on.
    if arrives.hour < 7:
        arrives += dt.timedelta(hours=8)
    return Customer(
        id=f"kw-{number:04}",
        segment="regular" if chance.happens(0.62) else "gift",
        region=chance.pick({"city": 40, "hills": 25, "coast": 20, "islands": 15}),
        since=(arrives - DAY * int(chance.between(0, 30))).date(),
        channel=channel,
        device=chance.pick(devices.get(channel, {"phone": 5.0, "desktop": 4.0, "tablet": 1.0})),
        campaign=chance.pick(campaigns.get(channel, {"": 1.0})),
        language=chance.pick(LANGUAGES),
        arrives=arrives,
    )


def rate_importance(books: Books, chance: Chance) -> None:
    """
    Ask a panel of every twentieth customer how much each step matters, on one day of June.
    """
    on = dt.datetime(2026, 6, 10, 12, tzinfo=START.tzinfo)
    for who in books.customers[::20]:
        for step, middle in zip(STEPS, IMPORTANCE[who.segment], strict=True):
            score = chance.score(middle, 1, 5)
            books.answers.append((who.id, on, step, "importance", 1, 5, score, who.language, ""))
