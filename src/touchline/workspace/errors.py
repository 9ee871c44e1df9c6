"""
What can be the matter with a workspace.
"""

from __future__ import annotations

from touchline.errors import InputError, NotFound, StorageError


class NoWorkspace(StorageError):
    """
    The folder is no workspace, and none above it is.
    """


class IsWorkspace(StorageError):
    """
    The folder is a workspace already.
    """


class DamagedWorkspace(StorageError):
    """
    The store is damaged, missing or another one's.
    """


class BusyWorkspace(StorageError):
    """
    Somebody else has been writing for too long.
    """


class NewerWorkspace(InputError):
    """
    A later release has written the store.
    """


class UnknownRecord(NotFound):
    """
    There is no such record.
    """


class UnknownKind(NotFound):
    """
    There is no such kind of record.
    """


class ChangedRecord(InputError):
    """
    Somebody else has written the record since it was read.
    """


class UnusableRecord(InputError):
    """
    What was given makes no record.
    """


class UnknownVersion(InputError):
    """
    The record has no version of this number.
    """
