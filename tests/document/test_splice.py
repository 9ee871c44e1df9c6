"""
A change written into a text: as few characters as it takes.
"""

from __future__ import annotations

import pytest

from touchline.document.read import build, loads
from touchline.document.write import dumps, plain_file

TEXT = """\
touchline: 1
id: shop
title: {en: Shop, de: 'Laden'}  # two languages
personas:
  - id: ana
    name: Ana
    goals:
      - To sleep   # at last
      - To eat
stages: [{id: buy, name: Buy, steps: [{id: pay, name: I pay, milestone: true}]}]
lanes:
  - id: mood
    kind: emotion
    cells:
      - at: pay
        cards:
          - {id: f1, score: 0.5, scale: {low: 0, high: 1}}
          - id: f2
            score: 1
            evidence:
              - grade: quoted
                source: Ana  # by phone
              - {grade: surveyed, source: Mail}
"""


def _rewritten(change, text=TEXT):
    plain = plain_file(loads(text))
    change(plain)
    written = dumps(build(plain), like=text)
    assert plain_file(loads(written)) == plain_file(build(plain))
    return written


def _card(plain, place):
    return plain["lanes"][0]["cells"][0]["cards"][place]


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda p: p["title"].update(de="Geschäft"), "de: 'Laden'", "de: 'Geschäft'"),
        (lambda p: p["title"].update(fa="فروشگاه"), "de: 'Laden'}", "de: Laden, fa: فروشگاه}"),
        (lambda p: p.update(title="Shop"), "{en: Shop, de: 'Laden'}", "Shop"),
        (
            lambda p: p["personas"][0]["goals"].__setitem__(1, "To rest"),
            "- To eat",
            "- To rest",
        ),
        (lambda p: _card(p, 0).update(score=0.25), "score: 0.5", "score: 0.25"),
        (lambda p: _card(p, 0)["scale"].update(high=2.0), "high: 1", "high: 2"),
        (lambda p: p["stages"][0].update(name="Pay"), "name: Buy", "name: Pay"),
        (
            lambda p: p["stages"][0]["steps"][0].pop("milestone"),
            "{id: pay, name: I pay, milestone: true}",
            "{id: pay, name: I pay}",
        ),
        (
            lambda p: _card(p, 1)["evidence"][1].update(source="Post"),
            "source: Mail",
            "source: Post",
        ),
        (
            lambda p: _card(p, 1)["evidence"][0].update(n=3),
            "# by phone",
            "# by phone\n                n: 3",
        ),
        (lambda p: p.update(owner="Bo"), "lanes:\n", "lanes:\n"),
    ],
)  # fmt: skip
def test_a_change_touches_only_its_own_place(change, old: str, new: str) -> None:
    written = _rewritten(change)

    if "owner: Bo" in written:
        written = written.replace("owner: Bo\n", "", 1)
    assert written == TEXT.replace(old, new, 1)


def test_a_list_of_words_of_another_length_is_written_anew() -> None:
    written = _rewritten(lambda plain: plain["personas"][0]["goals"].pop())

    assert "    goals: [To sleep]\n" in written
    assert "# two languages" in written
    assert "# by phone" in written


def test_a_file_with_anchors_is_written_anew_when_it_changes() -> None:
    text = 'touchline: 1\nid: a\ntitle: &t "A"\nscenario: *t\n'

    assert dumps(loads(text), like=text) == text
    written = _rewritten(lambda plain: plain.update(scenario="B"), text)
    assert written == "touchline: 1\nid: a\ntitle: A\nscenario: B\n"


def test_a_file_on_one_line_is_written_anew() -> None:
    written = _rewritten(lambda plain: plain.update(title="B"), "{touchline: 1, id: a, title: A}")

    assert written == "touchline: 1\nid: a\ntitle: B\n"


def test_what_is_no_map_is_written_over() -> None:
    journey = loads("touchline: 1\nid: a\ntitle: A\n")

    assert dumps(journey, like="- nothing\n") == "touchline: 1\nid: a\ntitle: A\n"
