"""
Sane pictures of maps that nobody would draw on purpose.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

if TYPE_CHECKING:
    from tests.acceptance.conftest import Terminal

CHINESE = "這是一個很長的句子" * 1000
WORD = "Donaudampfschifffahrts" * 14
PERSIAN = "مشتری «سفارش» می‌دهد (ORD-12) و لطفاً 3 روز صبر می‌کند"


def journey(n_steps: int, text: str = "Orders by phone", **changes: Any) -> str:
    steps = [{"id": f"p{i}", "name": f"Step {i}"} for i in range(n_steps)]
    cells = [{"at": f"p{i}", "cards": [{"id": f"c{i}", "text": text}]} for i in range(n_steps)]
    return json.dumps(
        {
            "touchline": 1,
            "id": "odd",
            "title": "Odd",
            "stages": [{"id": "s", "name": "Stage", "steps": steps}] if n_steps else [],
            "lanes": [{"id": "a", "kind": "actions", "cells": cells}] if n_steps else [],
            **changes,
        }
    )


#: Each map with the most that its picture may measure, in pixels; by hand: a step is 120 to 220
#: wide beside 400 of titles, and a cell shows a dozen lines before it says that there is more.
MAPS = {
    "cells of 10,000 characters": (journey(3, "word " * 2000), 1200, 900),
    "cells of 10,000 letters without a space": (journey(3, "x" * 10_000), 1200, 900),
    "200 steps": (journey(200), 400 + 200 * 220, 900),
    "one step": (journey(1), 1200, 600),
    "no step": (journey(0), 1200, 600),
    "Persian in an English map": (journey(3, PERSIAN, title="عنوان"), 1200, 600),
    "English in a Persian map": (journey(3, 'Orders "ORD-12".', language="fa"), 1200, 600),
    "emoji": (journey(3, "😀👩‍👩‍👧‍👦🇲🇾 ok \u2764\ufe0f", title="🎉"), 1200, 600),
    "a word of 300 letters": (journey(3, WORD, title=WORD), 1200, 900),
    "a name of 300 letters": (journey(2).replace("Step 1", WORD), 1200, 900),
    "Chinese without an end": (journey(2, CHINESE, language="zh-Hant"), 1200, 900),
    "control characters": (journey(2, "a\u0007\n\n\tb\u202e c \ufffe"), 1200, 600),
    "markup": (journey(2, "<script>alert(1)</script> & ]]> *b* | `c`"), 1200, 600),
    "hundreds of marks on a letter": (journey(2, "q" + "\u0301" * 500), 1200, 600),
    "empty texts": (journey(2, ""), 1200, 600),
}  # fmt: skip


@pytest.mark.parametrize("form", ["svg", "html", "md", "pdf"])
@pytest.mark.parametrize("case", MAPS)
def test_an_odd_map_gives_a_sane_picture(case: str, form: str, terminal: Terminal) -> None:
    text, most_wide, most_high = MAPS[case]
    terminal.write("odd.map.json", text)

    reply = terminal.run("render", "odd.map.json", "-o", f"odd.{form}", "--json")

    assert reply.code == 0, reply.err
    assert 300 < reply.json["width"] <= most_wide
    assert 150 < reply.json["height"] <= most_high
    assert (terminal.folder / f"odd.{form}").stat().st_size > (0 if form == "md" else 4_000)


@pytest.mark.parametrize("case", MAPS)
def test_a_picture_is_well_formed_whatever_a_map_says(case: str, terminal: Terminal) -> None:
    terminal.write("odd.map.json", MAPS[case][0])

    picture = terminal.run("render", "odd.map.json", "--to", "svg").out
    page = terminal.run("render", "odd.map.json", "--to", "html").out

    ET.fromstring(picture)
    assert "<script>alert" not in picture + page


def test_all_200_steps_are_in_the_picture(terminal: Terminal) -> None:
    terminal.write("odd.map.json", journey(200))

    picture = terminal.run("render", "odd.map.json", "--to", "svg").out

    words = "".join(ET.fromstring(picture).itertext())
    assert [i for i in range(200) if f"Step {i}" not in words] == []
