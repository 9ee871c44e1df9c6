"""
Lines of JSON that Arrow reads are what reading them one by one gives.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from touchline.sources import _flat_json, json_lines
from touchline.sources._flat_json import flat_table
from touchline.sources.json_lines import JsonLines

TEXTS = st.text(max_size=4) | st.sampled_from(["2026-01-02 10:00:00", "7", "null", '"', "\n"])
VALUES = {
    "user": TEXTS | st.none(),
    "event": TEXTS,
    "count": st.integers(-(2**64), 2**64) | st.integers(-9, 9) | st.none(),
    "price": st.floats(allow_nan=False) | st.integers(-9, 9),
    "a.b": TEXTS | st.booleans() | st.dictionaries(TEXTS, TEXTS, max_size=1),
}
LINES = st.lists(
    st.fixed_dictionaries({}, optional={k: VALUES[k] for k in ("user", "event", "count", "price")})
    | st.fixed_dictionaries({"user": TEXTS, "event": TEXTS}, optional={"a.b": VALUES["a.b"]}),
    min_size=1,
    max_size=6,
)


@given(rows=LINES, is_ascii=st.booleans(), n_telling=st.sampled_from([1, 1000]))
def test_lines_are_read_as_each_would_be(rows, is_ascii, n_telling, tmp_path_factory):
    path = tmp_path_factory.mktemp("lines") / "events.jsonl"
    lines = [json.dumps(row, ensure_ascii=is_ascii) + "\n" for row in rows]
    path.write_text("".join(lines), "utf-8", newline="")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_flat_json, "_N_TELLING", n_telling)
        together = JsonLines().read(path).table
        patch.setattr(json_lines, "flat_table", lambda _: None)
        each = JsonLines().read(path).table

    assert together.column_names == each.column_names
    assert together.to_pydict() == each.to_pydict()
    kinds = [
        (one.type, other.type) for one, other in zip(together.schema, each.schema, strict=True)
    ]
    assert all(one == other for one, other in kinds)


@pytest.mark.parametrize(
    "content",
    [
        b'{"a": "x"}\nnull\n',
        b'{"a": "x"} {"a": "y"}\n',
        b'{"a":\n"x"}\n',
        b'{"a": "x"}\n\n{"a": "y"}\n',
        b'{"a": "x", "a": "y"}\n',
        b'{"a": "x"}\n{"a": 1}\n',
        b'[{"a": "x"}]\n',
        b'{"a": true}\n',
        b"",
    ],
)
def test_what_is_not_flat_and_alike_is_left_to_who_looks_closer(content):
    assert flat_table(content) is None


def test_lines_that_are_alike_are_read_by_arrow():
    table = flat_table(b'{"a": "x", "n": 1}\n{"n": 2}')

    assert table is not None
    assert table.to_pydict() == {"a": ["x", None], "n": [1, 2]}
