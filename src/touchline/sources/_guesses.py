"""
Which column is what, where nobody says so.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from touchline.errors import TouchlineError
from touchline.eventlog.columns import TextColumn, UnknownColumn
from touchline.eventlog.quality import Guess
from touchline.sources._columns import attribute, unique_texts
from touchline.sources._errors import NothingGuessed
from touchline.sources._instants import MISSING, OK, OUT_OF_RANGE, instants
from touchline.units import parse_zone

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_WORDS = {
    "case": (
        "caseconceptname case caseid customerid customer custid clientid client userid user"
        " uid visitorid visitor memberid member householdid household accountid account"
        " personid person contactid contact patientid patient sessionid session cookieid"
        " deviceid userpseudoid ip ipaddress kunde kundenid kundennummer kundennr fall"
        " fallid nutzer nutzerid"
        " pelanggan idpelanggan pengguna"
        " 客户 客户id 客户编号 客戶 客戶id 客戶編號 用户 用户id 用戶 用戶id 顾客 顧客 مشتری"
        " شناسهمشتری کاربر شناسهکاربر session"
    ),
    "activity": (
        "conceptname activity activityname event eventname eventtype action touchpoint"
        " interaction step aktivität ereignis aktion schritt touchpointname aktiviti peristiwa"
        " tindakan langkah titiksentuh"
        " 活动 活動 事件 行为 行為 动作 動作 接触点 接觸點 触点 فعالیت رویداد اقدام"
        " نقطهتماس method type page url"
    ),
    "timestamp": (
        "timetimestamp timestamp eventtime eventtimestamp datetime time occurredat createdat"
        " created date when ts at starttimestamp starttime zeitstempel zeitpunkt zeit datum"
        " capmasa masa tarikh 时间戳 時間戳 时间 時間 日期 مهرزمانی زمان تاریخ"
    ),
    "value": (
        "value amount revenue price total betrag umsatz wert nilai jumlah amaun 金额 金額 价值 價值"
        " مبلغ ارزش"
    ),
    "channel": "channel utmmedium medium kanal saluran 渠道 کانال",
}
#: Usual names, the likeliest first, in the product's six languages and in IEEE 1849 (XES).
NAMES = {role: tuple(words.split()) for role, words in _WORDS.items()}
#: What a key is called after the thing whose key it is.
_KEY_ENDS = ("id", "ids", "no", "nr", "number", "nummer", "key", "code", "hash", "uuid", "name")
#: What describes an event or its customer, and is neither what happened nor to whom.
_DESCRIPTIONS = (
    "country land negara 国家 國家 کشور city region state currency language locale gender sex age"
    " status browser os device platform agent useragent referrer zip postcode quantity bytes"
)
_DESCRIBING = frozenset(_DESCRIPTIONS.split())
_NEEDED = ("timestamp", "case", "activity")
_N_SAMPLE = 200
#: The share of times among a column's entries from which on it is the column of times: alone, and
#: with a name that says so.
_ENOUGH, _ENOUGH_WITH_NAME = 0.9, 0.5
_SHORTEST_PART = 4
_MAX_ACTIVITIES = 200


@dataclass(frozen=True, slots=True)
class Roles:
    """
    Which column plays which part.

    Args:
        columns: The column of each role that has one.
        guesses: What was assumed.
    """

    columns: Mapping[str, str]
    guesses: tuple[Guess, ...]


def roles(table: pa.Table, stated: Mapping[str, str | None], at: str) -> Roles:
    """
    Settle which column is what.

    Args:
        table: The rows.
        stated: The column of each role that was stated; None leaves it open.
        at: Where the rows come from, for errors.

    Returns:
        The roles, case, activity and timestamp among them.

    Raises:
        UnknownColumn: A stated column does not exist.
        NothingGuessed: A needed one was not stated and none looks like it.
    """
    settled = {role: column for role, column in stated.items() if column is not None}
    for role, column in settled.items():
        if column not in table.column_names:
            raise UnknownColumn.among(column, table.column_names, at=role)
    guesses = []
    for role in (*_NEEDED, "value", "channel"):
        if role in settled:
            continue
        found = _guess(table, role, set(settled.values()))
        if found is not None:
            settled[role] = found.answer
            guesses.append(found)
        elif role in _NEEDED:
            raise NothingGuessed.for_role(role, table.column_names, at)
    return Roles(settled, tuple(guesses))


def _guess(table: pa.Table, role: str, taken: Collection[str]) -> Guess | None:
    open_columns = [name for name in table.column_names if name not in taken]
    is_loose = role in _NEEDED
    for column in _by_name(open_columns, role, is_loose=is_loose):
        if _could_be(table[column], role):
            return Guess(what=role, answer=column, why="name")
    if is_loose:
        for column in _by_content(table, open_columns, role):
            return Guess(what=role, answer=column, why="content")
    return None


def normal(name: str) -> str:
    """
    Reduce a name to what two people would agree on.

    Args:
        name: The name of a column.

    Returns:
        Its letters and digits in lower case.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())


def _by_name(columns: list[str], role: str, *, is_loose: bool) -> list[str]:
    usual = NAMES[role]
    exact = [(usual.index(normal(name)), name) for name in columns if normal(name) in usual]
    found = [name for _, name in sorted(exact, key=lambda pair: pair[0])]
    if is_loose:
        found += [name for name in columns if name not in found and _has_part(normal(name), usual)]
    return found


def _has_part(name: str, usual: Collection[str]) -> bool:
    stem = next((name.removesuffix(end) for end in _KEY_ENDS if name.endswith(end)), name)
    long_enough = tuple(part for part in usual if len(part) >= _SHORTEST_PART)
    return name.endswith(long_enough) or stem.endswith(long_enough)


def _could_be(column: pa.ChunkedArray, role: str) -> bool:
    kind = column.type
    if role == "timestamp":
        share = _share_of_times(column)
        return share is None or share >= _ENOUGH_WITH_NAME
    if role == "value":
        return not pa.types.is_temporal(kind) and not pa.types.is_boolean(kind)
    return (not pa.types.is_temporal(kind) and not pa.types.is_floating(kind)) or role == "case"


def _share_of_times(column: pa.ChunkedArray) -> float | None:
    try:
        state = instants(column.drop_null().slice(0, _N_SAMPLE), parse_zone("UTC")).state
    except TouchlineError:
        # Day and month cannot be told apart in the sample: times all the same.
        return 1.0
    n_known = int((state != MISSING).sum())
    return int(((state == OK) | (state == OUT_OF_RANGE)).sum()) / n_known if n_known else None


def _by_content(table: pa.Table, columns: list[str], role: str) -> list[str]:
    n = table.num_rows
    if role == "timestamp":
        return [name for name in columns if _looks_like_times(table[name])]
    plain = [name for name in columns if normal(name) not in _DESCRIBING]
    distinct = {name: _n_distinct(table[name]) for name in plain}
    if role == "activity":
        return [
            name
            for name in plain
            if _is_text(table[name]) and 1 < distinct[name] <= min(_MAX_ACTIVITIES, 1 + n // 2)
        ]
    several = [
        name
        for name in plain
        if not pa.types.is_floating(table[name].type) and 1 < distinct[name] < n
    ]
    return sorted(several, key=lambda name: -distinct[name])


def _is_text(column: pa.ChunkedArray) -> bool:
    kind = column.type
    if not (
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind)
    ):
        return False
    return isinstance(attribute(column.slice(0, _N_SAMPLE)), TextColumn)


def _looks_like_times(column: pa.ChunkedArray) -> bool:
    # Plain numbers look like seconds since 1970 far too easily.
    if pa.types.is_temporal(column.type):
        return True
    _, texts = unique_texts(column.slice(0, _N_SAMPLE))
    return not all(text.isdigit() for text in texts) and (_share_of_times(column) or 0) >= _ENOUGH


def _n_distinct(column: pa.ChunkedArray) -> int:
    try:
        return int(pc.count_distinct(column).as_py())
    except pa.ArrowNotImplementedError:
        return 0
