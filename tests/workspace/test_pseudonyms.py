"""
Names for lists: the same under the same key, and another under another.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

import pytest

from touchline.errors import StorageError
from touchline.workspace.pseudonyms import Pseudonyms, UnusableKey

if TYPE_CHECKING:
    from pathlib import Path


def test_a_missing_key_is_made_and_used_again(tmp_path: Path) -> None:
    file = tmp_path / "a.key"

    first, again = Pseudonyms.read(file), Pseudonyms.read(file)

    assert first.of("ann") == again.of("ann") != first.of("ben")
    assert first.mark == again.mark
    assert file.stat().st_mode & 0o777 == 0o600


def test_another_key_gives_other_names(tmp_path: Path) -> None:
    one, other = Pseudonyms.read(tmp_path / "a.key"), Pseudonyms.read(tmp_path / "b.key")

    assert one.of("ann") != other.of("ann")
    assert one.mark != other.mark


def test_a_name_is_a_keyed_hash_and_tells_neither_id_nor_key(tmp_path: Path) -> None:
    file = tmp_path / "a.key"
    file.write_bytes(b"k" * 32 + b"\n")
    names = Pseudonyms.read(file)

    # HMAC with SHA-256 as RFC 2104 has it, by Python's own module.
    expected = hmac.new(b"k" * 32, "case ön".encode(), hashlib.sha256).hexdigest()[:32]
    assert names.of("ön") == expected
    assert "k" * 8 not in repr(names)


def test_a_key_that_is_too_short_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.key"
    file.write_bytes(b"short\n")

    with pytest.raises(UnusableKey):
        Pseudonyms.read(file)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        Pseudonyms.read(tmp_path / "lost" / "a.key")
