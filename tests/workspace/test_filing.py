"""
A record is written as text and read back as it was.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace.entries import persona, touchpoint
from touchline.model.work import RECORDS
from touchline.model.work.persona import Persona
from touchline.workspace.filing import (
    ARCHIVED,
    KIND,
    SEVERAL,
    Filed,
    UnreadableRecord,
    record_text,
    records_in,
)

if TYPE_CHECKING:
    from pathlib import Path

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
TEXTS = WORDS | st.dictionaries(st.sampled_from(["en", "de", "fa"]), WORDS, min_size=1)
PERSONAS = st.fixed_dictionaries(
    {"id": st.from_regex(r"[a-z7äم中][a-z0-9_.\-]{0,20}", fullmatch=True), "title": TEXTS},
    optional={
        "needs": st.lists(TEXTS, max_size=3),
        "quotes": st.lists(TEXTS, max_size=2),
        "segment": st.dictionaries(
            WORDS, st.lists(WORDS | st.floats(allow_nan=False, allow_infinity=False), max_size=3)
        ),
        "notes": TEXTS,
        "owner": WORDS,
    },
)


@given(PERSONAS, st.booleans())
def test_a_record_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory,
    data: dict[str, object],
    is_archived: bool,
) -> None:
    file = tmp_path_factory.getbasetemp() / "one.yaml"
    written = Filed(record=Persona.model_validate(data), is_archived=is_archived)

    file.write_text(record_text(written), encoding="utf-8", newline="")
    (found,) = records_in(file)

    assert (found.record, found.is_archived) == (written.record, is_archived)
    assert record_text(found) == record_text(written)


def test_comments_and_order_stay_where_a_record_did_not_change() -> None:
    before = "# Ours\nid: mei-lin\nrecord: persona # a person\ntitle: Mei Lin\nneeds: [Sleep]\n"

    after = record_text(Filed(record=persona(needs=["Sleep"], icon="moon")), like=before)

    assert after == before + "icon: moon\n"


def test_no_record_uses_the_keys_of_the_file() -> None:
    taken = {
        kind
        for kind, record in RECORDS.items()
        if {KIND, ARCHIVED, SEVERAL} & record.model_fields.keys()
    }

    assert taken == set()


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "many.yaml"
    file.write_text(
        "records:\n"
        "  - record: persona\n"
        "    id: mei-lin\n"
        "    title: Mei Lin\n"
        "    neds: [Sleep]\n"
        "  - record: persna\n"
        "    id: ben\n"
        "  - id: ann\n"
    )

    with pytest.raises(UnreadableRecord) as told:
        records_in(file)

    assert [(one.line, one.path) for one in told.value.faults] == [
        (5, "$.records[0].neds"),
        (6, "$.records[1].record"),
        (8, "$.records[2]"),
    ]
    assert "needs" in str(told.value)
    assert "persona" in str(told.value)


def test_conflict_markers_are_told(tmp_path: Path) -> None:
    file = tmp_path / "mei-lin.yaml"
    file.write_text(
        "record: persona\nid: mei-lin\n<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> x\n"
    )

    with pytest.raises(UnreadableRecord, match="conflict markers"):
        records_in(file)


def test_json_is_read_with_signs_beyond_the_first_plane(tmp_path: Path) -> None:
    file = tmp_path / "shop.json"
    file.write_text(json.dumps({"record": "touchpoint", "id": "web-shop", "title": "Shop 🛒"}))

    (found,) = records_in(file)

    assert found.record == touchpoint(title="Shop 🛒")
