"""
Pseudonyms: names that nobody without the key can lead back, the same for the same customer under
the same key.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias

import pyarrow as pa

from touchline.errors import InputError, StorageError
from touchline.eventlog.columns import ABSENT, UnknownColumn
from touchline.eventlog.quality import Example, Guess
from touchline.sources._columns import NOTHING_KNOWN, unique_texts
from touchline.sources._guesses import NAMES, normal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.eventlog.quality import Drop
    from touchline.sources._guesses import Roles
    from touchline.sources._raw import Gathered

    #: A key, or the path of the file that holds it.
    Key: TypeAlias = "str | os.PathLike[str] | Pseudonyms"

_KEY_BYTES, _SHOWN = 32, 32
#: What columns are called that tell who somebody is, in the product's six languages.
_WORDS = (
    "name names fullname firstname lastname surname givenname familyname email emailaddress mail"
    " phone phonenumber telephone mobile address street birthday birthdate dateofbirth ssn iban"
    " nachname vorname telefon telefonnummer adresse strasse straße geburtsdatum geburtstag"
    " nama namapenuh emel alamat tarikhlahir nokadpengenalan"
    " 姓名 名字 电子邮件 邮箱 电话 手机 手机号 地址 生日 身份证 身份证号"
    " 電子郵件 信箱 電話 手機 手機號碼 身分證 身分證字號"
    " نام نامخانوادگی ایمیل رایانامه تلفن موبایل نشانی آدرس تاریختولد کدملی"
)
_PEOPLE = frozenset(_WORDS.split())
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_N_SAMPLE = 50

#: Nobody but the owner of the key reads it.
_OWN_MODE = 0o600


class UnusableKey(InputError):
    """
    The file holds too little to be a key.
    """


class OtherPseudonyms(InputError):
    """
    What shall be added names customers otherwise than the log does.
    """

    @classmethod
    def between(cls, folder: Path, known: str | None, added: str | None) -> OtherPseudonyms:
        """
        Build the error for a log and what shall be added to it.

        Args:
            folder: Where the log lies.
            known: The mark of the key of the log; None when it has the ids as they were.
            added: The mark of the key that was named now; None without one.

        Returns:
            The error.
        """
        reason = "plain" if known is None else "missing" if added is None else "other"
        return cls(at=str(folder), reason=reason, mark=known or added or "")


@dataclass(frozen=True, slots=True, repr=False)
class Pseudonyms:
    """
    Turns ids into names by a secret key (HMAC, RFC 2104, with SHA-256).

    Whoever has the key and an id can work out the name again, and nobody else can.

    Args:
        key: The secret.
    """

    key: bytes

    @classmethod
    def read(cls, file: str | os.PathLike[str], *, make: bool = True) -> Self:
        """
        Take the key of a file.

        Args:
            file: The file.
            make: Make it with a new key when it is missing.

        Returns:
            What makes names by that key.

        Raises:
            UnusableKey: The file holds too little.
            StorageError: The file cannot be read or made.
        """
        path = Path(file)
        if make:
            _make(path)
        try:
            key = path.read_bytes().strip()
        except OSError as reason:
            raise StorageError.on(path, reason) from reason
        if len(key) < _KEY_BYTES:
            raise UnusableKey(at=str(path), least=_KEY_BYTES)
        return cls(key)

    @classmethod
    def none(cls) -> Self:
        """
        Make names that nobody will ever see.

        Returns:
            What makes names by a key that is forgotten at once.
        """
        return cls(secrets.token_bytes(_KEY_BYTES))

    @property
    def mark(self) -> str:
        """
        A sign by which two keys can be told apart, and which tells nothing of the key.
        """
        return hmac.digest(self.key, b"touchline key", "sha256").hex()[:12]

    def of(self, id: str) -> str:  # noqa: A002 (the field's word)
        """
        Name somebody.

        Args:
            id: The id of the case.

        Returns:
            The name.
        """
        return hmac.digest(self.key, b"case " + id.encode(), "sha256").hex()[:_SHOWN]


def _make(path: Path) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN_MODE)
    except FileExistsError:
        return
    except OSError as reason:
        raise StorageError.on(path, reason) from reason
    with os.fdopen(handle, "wb") as made:
        made.write(secrets.token_hex(_KEY_BYTES).encode() + b"\n")


@dataclass(frozen=True, slots=True)
class Disguise:
    """
    Puts pseudonyms in the place of ids while a source is read.

    Args:
        pseudonyms: Who makes them.
        also: Further columns whose texts are ids.
    """

    pseudonyms: Pseudonyms
    also: tuple[str, ...] = ()

    @classmethod
    def of(cls, key: Key | None, also: Sequence[str] = ()) -> Self | None:
        """
        Take what was asked of whoever reads a source.

        Args:
            key: A key, or its file; None for none.
            also: Further columns.

        Returns:
            The disguise; None without a key.

        Raises:
            NoKey: There are columns and no key.
            UnusableKey: The file holds too little.
            StorageError: The file cannot be read or made.
        """
        if key is None:
            if also:
                raise NoKey(at="pseudonymise_also", column=also[0])
            return None
        names = key if isinstance(key, Pseudonyms) else Pseudonyms.read(key)
        return cls(names, tuple(also))

    def require(self, *tables: Gathered | None) -> None:
        """
        Make sure that every column exists.

        Args:
            tables: The tables that may hold them.

        Raises:
            UnknownColumn: None of them has one.
        """
        names = [name for one in tables if one is not None for name in one.table.column_names]
        for column in self.also:
            if column not in names:
                raise UnknownColumn.among(column, names, at="pseudonymise_also")

    def over(self, raw: Gathered, columns: Iterable[str | None]) -> Gathered:
        """
        Rename everybody in a table, and forget what stood in rows that do not fit it.

        Args:
            raw: The table.
            columns: The columns that hold ids, beside the further ones.

        Returns:
            The table without ids.
        """
        table = raw.table
        for name in {*columns, *self.also} & set(table.column_names):
            place = table.column_names.index(name)
            table = table.set_column(place, name, self._names(table[name]))
        return replace(raw, table=table, drops=tuple(without_texts(drop) for drop in raw.drops))

    def left_telling(self, raw: Gathered, settled: Roles) -> tuple[Guess, ...]:
        """
        Name the columns that may tell who somebody is all the same.

        Args:
            raw: The table without ids.
            settled: Which column is what.

        Returns:
            At most one entry, with the columns whose names or first texts speak of people.
        """
        known = {*settled.columns.values(), *self.also}
        found = [
            name
            for name in raw.table.column_names
            if name not in known and (_is_of_people(name) or _holds_mail(raw.table[name]))
        ]
        return (Guess(what="telling", answer=", ".join(found), why="name"),) if found else ()

    def _names(self, column: pa.ChunkedArray) -> pa.ChunkedArray:
        codes, texts = unique_texts(column)
        of = self.pseudonyms.of
        # What says that nobody is known goes on saying so.
        names = [of(text) if text.strip() and text not in NOTHING_KNOWN else None for text in texts]
        names.append(None)
        # The last place answers for ABSENT, which indexes from the end.
        codes[codes == ABSENT] = len(texts)
        return pa.chunked_array([pa.array(names, pa.large_string()).take(pa.array(codes))])


def _is_of_people(name: str) -> bool:
    plain = normal(name)
    return plain in NAMES["case"] or plain in _PEOPLE


def _holds_mail(column: pa.ChunkedArray) -> bool:
    """
    Tell whether the first texts of a column look like addresses of mail.
    """
    first = column.drop_null().slice(0, _N_SAMPLE)
    texts = unique_texts(first)[1] if len(first) else []
    return bool(texts) and all(_MAIL.fullmatch(text.strip()) for text in texts)


class NoKey(InputError):
    """
    Columns shall get pseudonyms, and no key was named.
    """


def without_texts(drop: Drop) -> Drop:
    """
    Forget what stood in rows that were left out.

    Args:
        drop: The rows.

    Returns:
        The same with the numbers of its examples alone.
    """
    return replace(drop, examples=tuple(Example(one.row, "") for one in drop.examples))
