"""
A program that writes to a workspace until it is stopped: `python writer.py HOW FOLDER [WORD]`.

`pairs` keeps two records at once, over and over, and says so after each time; `count` adds one to a
number that others add to as well, as often as WORD says; `sync` changes records and writes their
files; `fill` writes large records with at most WORD bytes of disk.
"""

from __future__ import annotations

import resource
import sys
from itertools import count

from touchline.errors import StorageError
from touchline.model.text import LocalText
from touchline.model.work.department import Department
from touchline.workspace import Workspace
from touchline.workspace.errors import ChangedRecord
from touchline.workspace.syncing import sync


def department(name: str, title: object, notes: str | None = None) -> Department:
    """
    Make a record.
    """
    said = None if notes is None else LocalText.of(notes)
    return Department(id=name, title=LocalText.of(str(title)), notes=said)


def pairs(workspace: Workspace) -> None:
    """
    Keep two records that belong together.
    """
    for number in count():
        workspace.put(department(f"a{number}", "a"), department(f"b{number}", "b"))
        tell(number)


def counted(workspace: Workspace, times: int) -> None:
    """
    Add one to a number, and begin again when somebody else was faster.
    """
    for _ in range(times):
        while True:
            stored = workspace.store.get("department", "count")
            version = 0 if stored is None else stored.version
            number = 0 if stored is None else int(stored.title)
            try:
                workspace.put(department("count", number + 1), expected=version)
                break
            except ChangedRecord:
                continue


def synced(workspace: Workspace) -> None:
    """
    Change records and bring their files up to date.
    """
    for number in count():
        workspace.put(*(department(f"d{one}", number, "x" * 3_000) for one in range(5)))
        sync(workspace)
        tell(number)


def filled(workspace: Workspace, limit: int) -> None:
    """
    Write until there is no room left.
    """
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for number in count():
        try:
            workspace.put(department(f"d{number}", number, "x" * 20_000))
        except StorageError:
            tell("full")
            return
        tell(number)


def tell(what: object) -> None:
    """
    Say how far it is.
    """
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def main(how: str, folder: str, word: str = "0") -> None:
    """
    Open the workspace and write.
    """
    with Workspace.open(folder) as workspace:
        if how == "pairs":
            pairs(workspace)
        elif how == "count":
            counted(workspace, int(word))
        elif how == "sync":
            synced(workspace)
        else:
            filled(workspace, int(word))


if __name__ == "__main__":
    main(*sys.argv[1:])
