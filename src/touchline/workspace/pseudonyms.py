"""
Names for lists that leave the workspace: the same customer has the same name under the same key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from touchline.errors import InputError, StorageError

if TYPE_CHECKING:
    from pathlib import Path

_KEY_BYTES, _SHOWN = 32, 32
#: Nobody but the owner of the key reads it.
_OWN_MODE = 0o600


class UnusableKey(InputError):
    """
    The file holds too little to be a key.
    """


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
    def read(cls, file: Path) -> Self:
        """
        Take the key of a file, which is made with a new key when it is missing.

        Args:
            file: The file.

        Returns:
            What makes names by that key.

        Raises:
            UnusableKey: The file holds too little.
            StorageError: The file cannot be read or made.
        """
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN_MODE)
        except FileExistsError:
            pass
        except OSError as reason:
            raise StorageError.on(file, reason) from reason
        else:
            with os.fdopen(handle, "wb") as made:
                made.write(secrets.token_hex(_KEY_BYTES).encode() + b"\n")
        try:
            key = file.read_bytes().strip()
        except OSError as reason:
            raise StorageError.on(file, reason) from reason
        if len(key) < _KEY_BYTES:
            raise UnusableKey(at=str(file), least=_KEY_BYTES)
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
        return hmac.new(self.key, b"touchline key", hashlib.sha256).hexdigest()[:12]

    def of(self, id: str) -> str:  # noqa: A002 (the field's word)
        """
        Name somebody.

        Args:
            id: The id of the case.

        Returns:
            The name.
        """
        return hmac.new(self.key, b"case " + id.encode(), hashlib.sha256).hexdigest()[:_SHOWN]
