"""
Ids from names.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from touchline.model.naming import Ids, slug
from touchline.model.structure import Id

IS_ID = TypeAdapter(Id)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Check out!", "check-out"),
        ("order 6+", "order-6"),
        ("第二笔订单", "第二笔订单"),
        ("سفارش دوم", "سفارش-دوم"),
        ("m²", "m"),
        ("?!", ""),
    ],
)
def test_a_name_of_any_script_becomes_an_id(name: str, expected: str) -> None:
    assert slug(name) == expected


@given(st.text(min_size=1))
def test_whatever_a_name_holds_its_id_is_one(name: str) -> None:
    assert IS_ID.validate_python(Ids().of(name, "step"))


@given(st.lists(st.text(max_size=3), max_size=8))
def test_no_two_things_share_an_id(names: list[str]) -> None:
    ids = Ids()

    found = [ids.of(name, "step") for name in names]

    assert len(set(found)) == len(names)
