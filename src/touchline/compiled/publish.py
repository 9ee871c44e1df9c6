"""
Putting new buckets in place, so that whoever is interrupted leaves a whole log.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from touchline.compiled import manifest as manifests

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.compiled.manifest import Manifest

#: What a folder is called until it is whole.
PART = ".part-"


def publish(folder: Path, scratch: Path, found: Manifest) -> None:
    """
    Put new buckets in place and let the manifest name them, then clear away what it no longer does.

    Args:
        folder: The compiled log.
        scratch: Where the new buckets lie.
        found: The new manifest.
    """
    for path in sorted(scratch.iterdir()):
        if path.name != "spill":
            path.rename(folder / path.name)
    waiting = folder / f"{manifests.NAME}.{secrets.token_hex(4)}"
    with waiting.open("wb") as file:
        file.write(found.written())
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(folder / manifests.NAME)
    clear(folder, found)


def clear(folder: Path, found: Manifest) -> None:
    """
    Remove what no manifest names: old buckets, and what interrupted work left.

    Args:
        folder: The compiled log.
        found: Its manifest.
    """
    named = {entry.folder for entry in (*found.buckets, found.anonymous) if entry is not None}
    for path in folder.iterdir():
        is_ours = path.name.startswith(("bucket-", "nobody.", PART, manifests.NAME + "."))
        if is_ours and path.name not in named:
            # A file that somebody still reads on Windows stays until the next time.
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
