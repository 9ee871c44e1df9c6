import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from touchline.errors import StorageError
from touchline.whole import write_whole


def test_a_file_is_replaced_at_once(tmp_path):
    place = tmp_path / "map.svg"
    place.write_bytes(b"before")

    written = write_whole(place, b"after")

    assert written == place
    assert place.read_bytes() == b"after"
    assert [file.name for file in tmp_path.iterdir()] == ["map.svg"]


def test_a_missing_folder_is_told(tmp_path):
    place = tmp_path / "nowhere" / "map.svg"

    with pytest.raises(StorageError) as caught:
        write_whole(place, b"after")

    assert str(place) in caught.value.at


def test_a_name_that_no_disk_takes_is_told(tmp_path):
    with pytest.raises(StorageError):
        write_whole(tmp_path / "a\0b" / "map.svg", b"after")


def test_a_folder_is_never_replaced_by_a_file(tmp_path):
    place = tmp_path / "map.svg"
    place.mkdir()

    with pytest.raises(StorageError):
        write_whole(place, b"after")

    assert [file.name for file in tmp_path.iterdir()] == ["map.svg"]


#: A disk that is full after 1,000 bytes, as far as the process can tell.
FULL = """
import resource, signal, sys
from pathlib import Path
from touchline.errors import StorageError
from touchline.whole import write_whole

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), b"x" * 100_000)
except StorageError as told:
    print(type(told.__cause__).__name__, told.__cause__.errno)
"""


def test_a_full_disk_leaves_what_was_there(tmp_path):
    place = tmp_path / "map.svg"
    place.write_bytes(b"before")

    done = subprocess.run(
        [sys.executable, "-c", FULL, str(place)], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["OSError", str(errno.EFBIG)]
    assert place.read_bytes() == b"before"
    assert [Path(file).name for file in tmp_path.iterdir()] == ["map.svg"]


def test_a_pipe_is_written_to_and_never_replaced(tmp_path):
    place = tmp_path / "map.svg"
    os.mkfifo(place)
    reader = os.open(place, os.O_RDONLY | os.O_NONBLOCK)

    write_whole(place, b"after")

    assert os.read(reader, 100) == b"after"
    assert place.is_fifo()
    os.close(reader)


def test_a_link_keeps_pointing_to_the_file_that_is_rewritten(tmp_path):
    place, link = tmp_path / "map.svg", tmp_path / "latest.svg"
    place.write_bytes(b"before")
    link.symlink_to(place)

    write_whole(link, b"after")

    assert link.is_symlink()
    assert place.read_bytes() == b"after"
