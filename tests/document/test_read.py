"""
Reading a map file: what is right comes in, what is wrong is told, all of it, at its place.
"""

from __future__ import annotations

import pytest

from touchline.document.faults import MOST_TOLD, MissingMap, UnreadableMap
from touchline.document.read import journey_of, load, loads, parts_of
from touchline.errors import StorageError
from touchline.i18n import LANGUAGES
from touchline.measuring.measured import MeasuredMap

BROKEN = """\
touchline: 1
id: two words
titel: Shop
type: curent-state
title: 2024
personas:
  - {id: bo, name: Bo}
stages:
  - id: buy
    name: {deutsch: Kauf}
    steps:
      - {id: order, name: I order, milestone: perhaps}
      - {id: order, name: I order again}
      - {id: pay}
lanes:
  - {id: mood, kind: emotionn}
  - id: feel
    kind: emotion
    cells:
      - {at: pay, through: order, cards: [{id: f1, score: 5}]}
      - {at: order, cards: [{id: f1, score: 0.5, persona: bob}, {id: f2, scor: 1}]}
      - {at: ordr}
  - id: ideas
    kind: opportunities
    cells: [{at: order, cards: [{id: o1, answers: [h1], status: maybe}]}]
  - {id: nameless}
  - id: contact
    kind: touchpoints
    cells: [{at: order, cards: [{id: p1, channel: 5, binding: [{activities: []}]}]}]
  - id: pains
    kind: pain-points
    cells: [{at: order, cards: [{id: h2, severity: 4, evidence: [{grade: quoted, source: A, date: May}]}]}]
"""  # noqa: E501 (one card is one line of the file)


def _faults(text, form="yaml"):
    with pytest.raises(UnreadableMap) as raised:
        loads(text, form)
    return [(one.name, one.line, one.path) for one in raised.value.faults]


def test_every_fault_of_a_file_is_told_at_its_line_in_the_order_of_the_text() -> None:
    assert _faults(BROKEN) == [
        ("bad-id", 2, "$.id"),
        ("unknown-key", 3, "$.titel"),
        ("not-among", 4, "$.type"),
        ("text-needs-quotes", 5, "$.title"),
        ("text-language", 10, "$.stages[0].name"),
        ("wrong-type", 12, "$.stages[0].steps[0].milestone"),
        ("duplicate-id", 13, "$.stages[0].steps[1].id"),
        ("missing-key", 14, "$.stages[0].steps[2].name"),
        ("unknown-lane-kind", 16, "$.lanes[0]"),
        ("through-before-at", 20, "$.lanes[1].cells[0].through"),
        ("score-outside-scale", 20, "$.lanes[1].cells[0].cards[0]"),
        ("duplicate-id", 21, "$.lanes[1].cells[1].cards[0].id"),
        ("dangling-id", 21, "$.lanes[1].cells[1].cards[0].persona"),
        ("missing-key", 21, "$.lanes[1].cells[1].cards[1].score"),
        ("unknown-key", 21, "$.lanes[1].cells[1].cards[1].scor"),
        ("dangling-id", 22, "$.lanes[1].cells[2].at"),
        ("dangling-id", 25, "$.lanes[2].cells[0].cards[0].answers[0]"),
        ("not-among", 25, "$.lanes[2].cells[0].cards[0].status"),
        ("lane-without-kind", 26, "$.lanes[3]"),
        ("text-needs-quotes", 29, "$.lanes[4].cells[0].cards[0].channel"),
        ("at-least-one", 29, "$.lanes[4].cells[0].cards[0].binding[0].activities"),
        ("out-of-range", 32, "$.lanes[5].cells[0].cards[0].severity"),
        ("wrong-type", 32, "$.lanes[5].cells[0].cards[0].evidence[0].date"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_one_line_in_the_language_of_the_reader(language: str) -> None:
    with pytest.raises(UnreadableMap) as raised:
        loads(BROKEN)

    lines = raised.value.told(language).splitlines()

    # One line for the whole, then one for each fault; nothing of pydantic's own words.
    assert len(lines) == 1 + len(raised.value.faults)
    assert not any("Input should" in line or "pydantic" in line for line in lines)


def test_a_fault_names_its_place_by_stable_ids_too() -> None:
    with pytest.raises(UnreadableMap) as raised:
        loads(BROKEN)

    at = {one.path: str(one.at) for one in raised.value.faults}
    assert at["$.lanes[1].cells[1].cards[0].persona"] == "step:order/lane:feel/card:f1"


def test_a_suggestion_names_what_was_probably_meant() -> None:
    with pytest.raises(UnreadableMap) as raised:
        loads(BROKEN)

    meant = {one.path: one.values.get("suggestion") for one in raised.value.faults}
    assert meant["$.titel"] == "title"
    assert meant["$.type"] == "current-state"
    assert meant["$.lanes[0]"] == "emotion"
    assert meant["$.lanes[1].cells[2].at"] == "order"


def test_cells_of_one_lane_may_not_overlap() -> None:
    text = """
touchline: 1
id: a
title: A
stages: [{id: g, name: G, steps: [{id: s1, name: A}, {id: s2, name: B}, {id: s3, name: C}]}]
lanes: [{id: l, kind: notes, cells: [{at: s1, through: s2}, {at: s2}, {at: s3}]}]
"""

    assert _faults(text) == [("cells-overlap", 6, "$.lanes[0].cells[1]")]


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ("", "empty-file", 1),
        ("# only a comment\n", "empty-file", 1),
        ("a: 1\nb: c: d\n", "yaml-colon", 2),
        ("a: [1, 2\nb: 3\n", "yaml-bracket", 2),
        ("a: 1\n\tb: 2\n", "yaml-tab", 2),
        ("a: 'open\n", "yaml-open-quote", 2),
        ("a: @home\n", "yaml-quote", 1),
        ("a:\n  b: 1\n c: 2\n", "yaml-indent", 3),
        ("a: *gone\n", "yaml-alias", 1),
        ("a: &x [*x]\n", "yaml-alias", 1),
        ("a: !!python/object:os.system x\n", "yaml-tag", 1),
        ("? [1]\n: 2\n", "yaml-key", 1),
        ("a: 1\n---\nb: 2\n", "several-documents", 2),
        ("a: 1\n<<<<<<< HEAD\n", "conflict-markers", 2),
        ("a: \x07\n", "forbidden-character", 1),
        ("a: " + "[" * 60, "too-deep", 1),
        ("- 1\n", "not-a-map", 1),
        ("services: {web: 1}\n", "not-a-map", 1),
        ("title: Shop\n", "missing-version", 1),
        ("touchline: 2\n", "newer-version", 1),
        ("touchline: one\n", "unknown-version", 1),
    ],
)
def test_a_text_that_is_no_map_is_told_by_what_went_wrong(text: str, name: str, line: int) -> None:
    assert _faults(text)[0][:2] == (name, line)


def test_a_key_that_stands_twice_is_told_with_all_other_faults() -> None:
    found = _faults("touchline: 1\nid: a\ntitle: A\ntitle: B\nstatus: open\n")

    assert [name for name, _, _ in found] == ["duplicate-key", "not-among"]


def test_a_few_lines_cannot_unfold_into_gigabytes() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in range(1, 10):
        inner = ", ".join([f"*a{level - 1}"] * 10)
        bomb += f"a{level}: &a{level} [{inner}]\n"

    assert [name for name, _, _ in _faults(bomb)] == ["too-many-values"]


def test_more_faults_than_a_screen_holds_are_counted() -> None:
    personas = "".join(f"  - {{id: p{n}}}\n" for n in range(MOST_TOLD + 7))

    with pytest.raises(UnreadableMap) as raised:
        loads("touchline: 1\nid: a\ntitle: A\npersonas:\n" + personas)

    assert raised.value.told().splitlines()[-1] == "  and 7 more faults"


def test_json_faults_have_their_places_too() -> None:
    text = (
        '{\n "touchline": 1,\n "id": "a",\n "id": "b",\n "title": "A",\n "stages": [{"id": "g"}]\n}'
    )

    assert _faults(text, "json") == [
        ("missing-key", 6, "$.stages[0].name"),
        ("duplicate-key", None, ""),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [('{"touchline": 1,,}', "json-syntax"), ("", "empty-file"), ("[" * 100_000, "too-deep")],
)
def test_broken_json_is_told(text: str, name: str) -> None:
    assert _faults(text, "json")[0][0] == name


def test_words_that_other_readers_misread_stay_words() -> None:
    text = "touchline: 1\nid: on\ntitle: no\nscenario: 2026-03-31\nowner: 1:30\n"

    journey = journey_of(loads(text))

    assert (str(journey.title), str(journey.scenario), journey.owner) == (
        "no",
        "2026-03-31",
        "1:30",
    )


def test_a_file_that_is_not_there_is_met_with_its_neighbour(tmp_path) -> None:
    (tmp_path / "onboarding.yaml").write_text("", encoding="utf-8")

    with pytest.raises(MissingMap, match=r"did you mean “onboarding\.yaml”"):
        load(tmp_path / "onbording.yaml")


def test_a_folder_is_no_map(tmp_path) -> None:
    with pytest.raises(StorageError):
        load(tmp_path)


def test_a_wrong_encoding_is_told_with_its_line(tmp_path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("touchline: 1\ntitle: Gr\xfc\xdfe\n".encode("latin-1"))

    with pytest.raises(UnreadableMap) as raised:
        load(file)

    assert [(one.name, one.line, one.column) for one in raised.value.faults] == [
        ("wrong-encoding", 2, 10)
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path, encoding: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("touchline: 1\r\nid: a\r\ntitle: Grüße\r\n".encode(encoding))

    assert str(journey_of(load(file)).title) == "Grüße"


def test_a_measured_block_makes_a_measured_map() -> None:
    text = """
touchline: 1
id: a
title: A
measured:
  provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 2, n_events: 4,
    measured_at: 2026-01-01T00:00:00Z}
"""

    measured = loads(text)

    assert isinstance(measured, MeasuredMap)
    assert measured.measures.provenance.n_cases == 2


def test_a_printed_path_is_read_back() -> None:
    assert parts_of("$.stages[1].steps[0].name") == ("stages", 1, "steps", 0, "name")


def test_a_form_that_is_no_id_is_told_as_what_it_is() -> None:
    text = """
touchline: 1
id: shop
title: A shop
icons: [{id: ours, path: "M2 <script>"}]
stages: [{id: buy, name: Buy, steps: [{id: pay, name: Pay}]}]
"""

    assert _faults(text) == [("bad-icon-path", 5, "$.icons[0].path")]
