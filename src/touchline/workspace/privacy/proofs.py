"""
Proofs that somebody was erased: keyed hashes in place of names, and a seal over the whole.

The key lies in the store of the workspace and in none of its files. Without it nobody can find out
whom a proof is about, not even by trying all names that there could be.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from touchline.model.work.erasure import Erasure
from touchline.workspace.errors import DamagedWorkspace
from touchline.workspace.records import plain_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from touchline.workspace.workspace import Workspace

#: Where the store holds the key.
_FACT = "erasure-key"

_KEY_BYTES = 32

#: What of a proof people may still change.
_OPEN = frozenset({"seal", "title", "folder", "notes", "owner", "department", "allow"})

#: Whether a proof is as it was written, was begun and not finished, was changed, or was written
#: with a key that the store does not have.
Standing = Literal["sound", "unfinished", "altered", "unknown-key"]


@dataclass(frozen=True, slots=True, repr=False)
class ProofKey:
    """
    What makes marks and seals.

    Args:
        key: The secret.
    """

    key: bytes

    @classmethod
    def of(cls, workspace: Workspace) -> Self | None:
        """
        Take the key of a workspace.

        Args:
            workspace: The workspace.

        Returns:
            The key; None before anybody was erased.

        Raises:
            DamagedWorkspace: It is none.
        """
        told = workspace.store.fact(_FACT)
        if told is None:
            return None
        try:
            return cls(bytes.fromhex(told))
        except ValueError as reason:
            raise DamagedWorkspace(at=_FACT) from reason

    @classmethod
    def made(cls, workspace: Workspace) -> Self:
        """
        Take the key of a workspace, which is made when it is missing.

        Args:
            workspace: The workspace.

        Returns:
            The key.
        """
        with workspace.store.writing():
            found = cls.of(workspace)
            if found is None:
                found = cls(secrets.token_bytes(_KEY_BYTES))
                workspace.store.state_fact(_FACT, found.key.hex())
        return found

    @property
    def mark(self) -> str:
        """
        A sign by which two keys can be told apart, and which tells nothing of the key.
        """
        return self._hash(b"key")[:12]

    def of_name(self, name: str) -> str:
        """
        Make the mark of a name.

        Args:
            name: An id or a pseudonym.

        Returns:
            The mark.
        """
        return self._hash(b"name " + name.encode("utf-8", "surrogatepass"))

    def sealed(self, proof: Erasure) -> Erasure:
        """
        Seal a proof.

        Args:
            proof: The proof.

        Returns:
            The same with its seal.
        """
        return proof.model_copy(update={"seal": self._seal(proof)})

    def standing(self, proof: Erasure) -> Standing:
        """
        Look whether a proof is as it was written.

        Args:
            proof: The proof.

        Returns:
            How it stands.
        """
        if proof.key != self.mark:
            return "unknown-key"
        if not hmac.compare_digest(proof.seal or "", self._seal(proof)):
            return "altered"
        return "sound" if proof.finished else "unfinished"

    def _seal(self, proof: Erasure) -> str:
        data = {name: one for name, one in plain_record(proof).items() if name not in _OPEN}
        text = json.dumps(data, ensure_ascii=True, sort_keys=True)
        return self._hash(b"proof " + text.encode())

    def _hash(self, message: bytes) -> str:
        return hmac.digest(self.key, b"touchline erasure " + message, "sha256").hex()


def proofs(workspace: Workspace) -> tuple[Erasure, ...]:
    """
    List the proofs of a workspace.

    Args:
        workspace: The workspace.

    Returns:
        The proofs, the oldest first.
    """
    return tuple(sorted(workspace.records(Erasure), key=lambda one: (one.begun, one.id)))


def proofs_of(workspace: Workspace, names: Iterable[str]) -> tuple[Erasure, ...]:
    """
    Find the proofs about somebody.

    Args:
        workspace: The workspace.
        names: Their ids and pseudonyms.

    Returns:
        The proofs, the oldest first.
    """
    key = ProofKey.of(workspace)
    if key is None:
        return ()
    marks = {key.of_name(name) for name in names}
    return tuple(one for one in proofs(workspace) if marks.intersection(one.marks))
