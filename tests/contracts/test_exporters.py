"""
What every exporter keeps, ours and others' alike.
"""

import hashlib
import io
import re
import subprocess
import sys
import zipfile

import pytest

from tests.exporters.maps import measured_shop
from tests.exporters.pictures import HOSTILE, picture
from touchline.exporters import EXPORTERS, exporter_for

pytestmark = pytest.mark.parametrize("name", list(EXPORTERS))


def test_a_format_states_what_its_files_are(name):
    exporter = EXPORTERS[name]

    assert exporter.name == name
    assert re.fullmatch(r"\.[a-z0-9]+", exporter.suffix)
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?", exporter.media_type)
    assert exporter_for(f"map{exporter.suffix}") == exporter


def test_a_picture_is_written_in_every_language(name, language):
    content = EXPORTERS[name].export(picture(language, subject=measured_shop(language)))

    assert content


def test_equal_subjects_give_equal_bytes(name, language):
    one, other = (
        EXPORTERS[name].export(picture(language, subject=measured_shop(language))) for _ in range(2)
    )

    assert one == other


AGAIN = """
import hashlib, sys
from tests.exporters.maps import measured_shop
from tests.exporters.pictures import picture
from touchline.exporters import EXPORTERS

subject = picture("zh-Hant", subject=measured_shop("zh-Hant"))
print(hashlib.sha256(EXPORTERS[sys.argv[1]].export(subject)).hexdigest())
"""


def test_another_process_gives_equal_bytes(name):
    subject = picture("zh-Hant", subject=measured_shop("zh-Hant"))

    hashed = subprocess.run(
        [sys.executable, "-c", AGAIN, name],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "12345", "PYTHONPATH": "."},
    ).stdout.strip()

    assert hashed == hashlib.sha256(EXPORTERS[name].export(subject)).hexdigest()


def test_hostile_words_are_survived(name):
    subject = measured_shop(words=HOSTILE)

    content = EXPORTERS[name].export(picture(words=HOSTILE, subject=subject))

    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [one for one in archive.namelist() if one.endswith((".xml", ".rels"))]
            content = b"".join(archive.read(one) for one in names)
    # Words may stand in a file, but never as a script, and no control character gets through.
    # JSON escapes them its own way, and a flat table is data that reads back as it was.
    if not content.startswith((b"%PDF", b"\x89PNG")) and name not in {"json", "csv"}:
        assert b"<script>alert" not in content
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", content)
    if not content.startswith((b"%PDF", b"\x89PNG")):
        assert content.decode("utf-8")
