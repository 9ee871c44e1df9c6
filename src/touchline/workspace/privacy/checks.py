"""
Whether those who were erased are still gone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.compiled.log import CompiledLog
from touchline.compiled.manifest import NAME as MANIFEST
from touchline.errors import TouchlineError
from touchline.model.work.log import Log
from touchline.workspace.log_files import found_place
from touchline.workspace.logs import registered_log
from touchline.workspace.privacy.proofs import ProofKey, proofs
from touchline.workspace.records import record_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from touchline.model.work.erasure import Erasure
    from touchline.workspace.privacy.proofs import Standing
    from touchline.workspace.workspace import Workspace

#: The fields of records that name people.
_PEOPLE = ("who", "walker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """
    A proof, looked at again.

    Args:
        proof: The proof.
        standing: Whether it is as it was written.
        back: The logs and records in which whoever was erased is there again.
        still: The logs of which the proof says that they were left as they are.
    """

    proof: Erasure
    standing: Standing
    back: tuple[str, ...] = ()
    still: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """
        The proof holds, and nobody is back.
        """
        return self.standing == "sound" and not self.back

    def plain(self) -> dict[str, Any]:
        """
        Give it to a program.

        Returns:
            Names and values as JSON knows them.
        """
        proof = self.proof
        return {
            "proof": proof.id,
            "finished": proof.finished.isoformat() if proof.finished else None,
            "standing": self.standing,
            "back": list(self.back),
            "still": list(self.still),
        }


def check(workspace: Workspace, names: Collection[str] | None = None) -> tuple[Checked, ...]:
    """
    Look at the proofs, and whether anybody of whom they tell is there again.

    A name that a proof tells of comes back when a log is read from its source again, or when an
    older copy of a file is taken in.

    Args:
        workspace: The workspace.
        names: Only the proofs about somebody of these names; None for all.

    Returns:
        The proofs, the oldest first.

    Raises:
        DamagedWorkspace: The key is none.
    """
    key = ProofKey.of(workspace)
    if key is None:
        return tuple(Checked(proof=one, standing="unknown-key") for one in proofs(workspace))
    meant = None if names is None else {key.of_name(name) for name in names}
    chosen = [one for one in proofs(workspace) if meant is None or meant.intersection(one.marks)]
    places = _places(workspace, key, {mark for one in chosen for mark in one.marks})
    return tuple(_checked(one, key, places) for one in chosen)


def _checked(proof: Erasure, key: ProofKey, places: Mapping[str, Collection[str]]) -> Checked:
    found = sorted({place for mark in proof.marks for place in places.get(mark, ())})
    left = {one.where for one in proof.left}
    return Checked(
        proof=proof,
        standing=key.standing(proof),
        back=tuple(one for one in found if one not in left),
        still=tuple(one for one in found if one in left),
    )


def _places(workspace: Workspace, key: ProofKey, marks: Collection[str]) -> dict[str, set[str]]:
    """
    Find where names of these marks stand.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for place, names in _named(workspace) if marks else ():
        for name in names:
            mark = key.of_name(name)
            if mark in marks:
                found[mark].add(place)
    return found


def _named(workspace: Workspace) -> Iterator[tuple[str, Iterable[str]]]:
    """
    List all who are named as the case of a log, or as somebody who spoke or walked.
    """
    for kind in ("item", "walk"):
        for stored in workspace.store.listed(kind, state=None):
            data = json.loads(stored.body)
            yield f"{kind}/{stored.id}", [data[name] for name in _PEOPLE if data.get(name)]
    seen = set()
    for stored in workspace.store.listed("log", state=None):
        record = record_of(Log, stored)
        seen |= {Path(found_place(workspace.folder, file)).resolve() for file in record.files}
        if not any("://" in file for file in record.files):
            yield ", ".join(record.files), _cases(workspace, record)
    for manifest in sorted(workspace.folder.rglob(MANIFEST)):
        folder = manifest.parent
        if folder.resolve() not in seen and b'"touchline_log"' in manifest.read_bytes():
            buckets = CompiledLog.open(folder).buckets()
            cases = (case for bucket in buckets for case in bucket.cases)
            yield folder.relative_to(workspace.folder).as_posix(), cases


def _cases(workspace: Workspace, record: Log) -> Iterable[str]:
    try:
        log = registered_log(workspace, record)
        if isinstance(log, CompiledLog):
            return [case for bucket in log.buckets() for case in bucket.cases]
    except TouchlineError:
        # Whoever reads the log is told what is wrong with it.
        return ()
    return log.cases
