"""
Tables as people lay them out, in six languages; the expected maps are written by hand.
"""

from __future__ import annotations

import pytest

from tests.importers.guess.seen import lanes, left, stages, sure
from touchline.importers._guess.faults import UnknownLaneKind, UnreadableTable
from touchline.importers._guess.guess import map_from_table
from touchline.importers._guess.understood import Wishes


def test_stages_over_steps_with_title_and_persona_above():
    imported = map_from_table(
        [
            ["Buying shoes online"],
            ["Persona:", "Anna, 34, runs every morning"],
            ["Scenario", "Her old pair fell apart"],
            [],
            ["", "Awareness", "", "Buy", ""],
            ["", "See an ad", "Search", "Pay", "Wait"],
            ["Customer actions", "Scrolls", "Types", "Enters card\n- again", "Looks it up"],
            ["Feelings", "🙂", "😐", "😡 Card refused", ""],
            ["Pain points", "", "- slow page\n- no filter", "no reason given", "late; broken"],
        ]
    )

    journey = imported.journey
    assert str(journey.title) == "Buying shoes online"
    assert str(journey.scenario) == "Her old pair fell apart"
    persona = journey.personas[0]
    assert (str(persona.name), str(persona.summary)) == ("Anna", "34, runs every morning")
    assert stages(imported) == [("Awareness", ["See an ad", "Search"]), ("Buy", ["Pay", "Wait"])]
    assert lanes(imported) == {
        "actions: Customer actions": {
            "See an ad": ["Scrolls"],
            "Search": ["Types"],
            "Pay": ["Enters card", "again"],
            "Wait": ["Looks it up"],
        },
        "emotion: Feelings": {"See an ad": ["1"], "Search": ["0"], "Pay": ["-2 Card refused"]},
        "pain-points": {
            "Search": ["slow page", "no filter"],
            "Pay": ["no reason given"],
            "Wait": ["late; broken"],
        },
    }
    assert left(imported) == []
    assert all(sure(imported).values())


def test_steps_below_each_other_in_german():
    imported = map_from_table(
        [
            ["Phase", "Schritt", "Kundenaktionen", "Gefühl", "Kontaktpunkte", "Schmerzpunkte"],
            ["Suche", "Googelt", "tippt den Namen", "4", "Web, App", ""],
            ["", "Vergleicht", "liest Tests", "3", "Web", "zu viele Tests"],
            ["Kauf", "Bezahlt", "gibt die Karte ein", "1", "Web", "Karte abgelehnt"],
        ],
        language="de",
    )

    assert stages(imported) == [("Suche", ["Googelt", "Vergleicht"]), ("Kauf", ["Bezahlt"])]
    assert lanes(imported) == {
        "actions: Kundenaktionen": {
            "Googelt": ["tippt den Namen"],
            "Vergleicht": ["liest Tests"],
            "Bezahlt": ["gibt die Karte ein"],
        },
        "emotion: Gefühl": {"Googelt": ["4"], "Vergleicht": ["3"], "Bezahlt": ["1"]},
        "touchpoints: Kontaktpunkte": {
            "Googelt": ["Web", "App"],
            "Vergleicht": ["Web"],
            "Bezahlt": ["Web"],
        },
        "pain-points: Schmerzpunkte": {
            "Vergleicht": ["zu viele Tests"],
            "Bezahlt": ["Karte abgelehnt"],
        },
    }
    emotion = imported.journey.lanes[1]
    assert emotion.scale is not None
    assert (emotion.scale.low, emotion.scale.high) == (1, 5)


@pytest.mark.parametrize(
    ("language", "rows", "kinds"),
    [
        (
            "zh-Hans",
            [
                ["阶段", "认知", "", "购买"],
                ["步骤", "看到广告", "搜索", "付款"],
                ["用户行为", "刷手机", "输入关键词", "扫码"],
                ["情绪", "期待", "一般", "非常不满意"],
                ["触点", "抖音", "官网、小程序", "收银台"],
                ["痛点", "", "结果太多", "排队"],
                ["机会点", "", "", "自助结账"],
            ],
            ["actions", "emotion", "touchpoints", "pain-points", "opportunities"],
        ),
        (
            "zh-Hant",
            [
                ["階段", "認知", "", "購買"],
                ["步驟", "看到廣告", "搜尋", "付款"],
                ["使用者行為", "滑手機", "輸入關鍵字", "掃碼"],
                ["情緒", "期待", "一般", "非常不滿意"],
                ["接觸點", "臉書", "官網、App", "收銀台"],
                ["痛點", "", "結果太多", "排隊"],
            ],
            ["actions", "emotion", "touchpoints", "pain-points"],
        ),
        (
            "fa",
            [
                ["مرحله", "آشنایی", "", "خرید"],
                ["گام", "آگهی را می‌بیند", "جست‌وجو می‌کند", "می‌پردازد"],
                ["اقدامات مشتری", "ورق می‌زند", "می‌نویسد", "کارت می‌کشد"],
                ["احساسات", "کنجکاو", "معمولی", "بسیار ناراضی"],
                ["نقاط تماس", "اینستاگرام", "سایت، اپ", "صندوق"],
                ["نقاط ضعف", "", "نتیجه زیاد است", "صف"],
            ],
            ["actions", "emotion", "touchpoints", "pain-points"],
        ),
        (
            "ms",
            [
                ["Peringkat", "Kesedaran", "", "Pembelian"],
                ["Langkah", "Nampak iklan", "Cari", "Bayar"],
                ["Tindakan pelanggan", "Tatal", "Taip", "Imbas"],
                ["Perasaan", "ingin tahu", "biasa", "sangat kecewa"],
                ["Titik sentuh", "Instagram", "Laman web, aplikasi", "Kaunter"],
                ["Titik masalah", "", "Terlalu banyak", "Beratur"],
            ],
            ["actions", "emotion", "touchpoints", "pain-points"],
        ),
    ],
)
def test_headings_are_known_in_every_language(language, rows, kinds):
    imported = map_from_table(rows, language=language)

    assert [lane.kind for lane in imported.journey.lanes] == kinds
    assert stages(imported) == [(rows[0][1], rows[1][1:3]), (rows[0][3], rows[1][3:4])]
    assert [list(cells.values()) for cells in lanes(imported).values()][1] == [
        [f"1 {rows[3][1]}"],
        [f"0 {rows[3][2]}"],
        [f"-2 {rows[3][3]}"],
    ]
    assert len(imported.journey.lanes[2].cells[1].cards) == 2
    assert left(imported) == []
    assert all(sure(imported).values())


def test_a_card_in_each_row_is_put_where_its_row_says():
    imported = map_from_table(
        [
            ["Phase", "Step", "Category", "Text"],
            ["A", "a1", "Actions", "looks"],
            ["A", "a1", "Actions", "waits"],
            ["B", "b1", "Pain points", "slow"],
            ["A", "a2", "Feelings", "2"],
            ["A", "a1", "Feelings", "4"],
        ]
    )

    assert stages(imported) == [("A", ["a1", "a2"]), ("B", ["b1"])]
    assert lanes(imported) == {
        "actions": {"a1": ["looks", "waits"]},
        "pain-points": {"b1": ["slow"]},
        "emotion: Feelings": {"a1": ["4"], "a2": ["2"]},
    }


def test_stages_alone_become_stages_with_a_step_each():
    imported = map_from_table(
        [
            ["Customer journey", "Awareness", "Consideration", "Purchase", "Loyalty"],
            ["Doing", "a", "b", "c", "d"],
            ["Thinking", "e", "", "g", ""],
        ]
    )

    assert imported.understood is not None
    assert imported.understood.across == "stages"
    assert stages(imported) == [
        (name, [name]) for name in ("Awareness", "Consideration", "Purchase", "Loyalty")
    ]
    assert [lane.kind for lane in imported.journey.lanes] == ["actions", "thoughts"]


def test_a_blueprint_is_known_by_its_lines():
    imported = map_from_table(
        [
            ["Steps", "Arrives", "Orders", "Pays"],
            ["Physical evidence", "Sign", "Menu", "Bill"],
            ["Customer actions", "Enters", "Chooses", "Taps"],
            ["Line of interaction"],
            ["Frontstage actions", "Greets", "Notes it", "Brings the terminal"],
            ["Line of visibility"],
            ["Backstage actions", "", "Cooks", ""],
            ["Line of internal interaction"],
            ["Support processes", "Booking", "Stock", "Bank"],
        ]
    )

    assert imported.journey.type == "service-blueprint"
    assert [lane.kind for lane in imported.journey.lanes] == [
        "physical-evidence",
        "actions",
        "frontstage",
        "backstage",
        "support-processes",
    ]
    assert left(imported) == []


def test_touchpoints_happen_in_the_channels_of_the_row_beside():
    imported = map_from_table(
        [
            ["", "Look", "Pay"],
            ["Touchpoints", "Product page\nReviews", "Checkout"],
            ["Channel", "Web", "App"],
            ["Thoughts", "Nice", "Quick"],
        ]
    )

    assert lanes(imported)["touchpoints"] == {
        "Look": ["Product page @ web", "Reviews @ web"],
        "Pay": ["Checkout @ app"],
    }
    assert [str(channel.name) for channel in imported.journey.channels] == ["Web", "App"]
    assert list(lanes(imported)) == ["touchpoints", "thoughts"]


def test_channels_that_match_no_touchpoint_are_a_row_of_their_own():
    imported = map_from_table(
        [
            ["", "Look", "Pay"],
            ["Touchpoints", "Product page", ""],
            ["Channels", "Web, phone", "App"],
        ]
    )

    assert lanes(imported) == {
        "touchpoints": {"Look": ["Product page"]},
        "touchpoints: Channels": {"Look": ["Web @ web", "phone @ phone"], "Pay": ["App @ app"]},
    }


def test_rows_that_tell_of_steps_become_what_steps_say():
    imported = map_from_table(
        [
            ["", "Look", "Pay"],
            ["Actions", "a", "b"],
            ["Owner", "Marketing", "Finance"],
            ["Moments of truth", "", "x"],
            ["Milestone", "no", "First order"],
        ]
    )

    look, pay = imported.journey.steps
    assert (look.owner, pay.owner) == ("Marketing", "Finance")
    assert (look.is_moment_of_truth, pay.is_moment_of_truth) == (False, True)
    assert (look.is_milestone, pay.is_milestone) == (False, True)
    assert lanes(imported) == {
        "actions": {"Look": ["a"], "Pay": ["b"]},
        "notes: Milestone": {"Pay": ["First order"]},
    }


def test_a_row_without_heading_goes_on_with_the_lane_above():
    imported = map_from_table(
        [
            ["", "Look", "Pay"],
            ["Pain points", "slow", "dear"],
            ["", "ugly", ""],
            ["Ideas", "", "faster"],
        ]
    )

    assert lanes(imported) == {
        "pain-points": {"Look": ["slow", "ugly"], "Pay": ["dear"]},
        "opportunities: Ideas": {"Pay": ["faster"]},
    }


def test_unknown_headings_are_notes_until_somebody_says_what_they_are():
    rows = [
        ["", "Look", "Pay"],
        ["Actions", "a", "b"],
        ["Thoughts", "c", "d"],
        ["Quirks", "e", "f"],
        ["Secret", "g", "h"],
    ]

    guessed = map_from_table(rows)
    told = map_from_table(rows, wishes=Wishes(lanes={"quirks": "pain-points", "Secret": "skip"}))

    assert list(lanes(guessed)) == ["actions", "thoughts", "notes: Quirks", "notes: Secret"]
    assert sure(guessed) == {"Actions": True, "Thoughts": True, "Quirks": False, "Secret": False}
    assert list(lanes(told)) == ["actions", "thoughts", "pain-points: Quirks"]
    assert left(told) == ["g", "h"]


def test_an_unknown_kind_is_met_with_the_nearest_one(language):
    with pytest.raises(UnknownLaneKind) as caught:
        map_from_table([["", "a"], ["x", "y"]], wishes=Wishes(lanes={"x": "pain-point"}))

    assert caught.value.values["suggestion"] == "pain-points"
    assert "pain-points" in caught.value.hint(language)


def test_wishes_say_which_way_a_table_runs():
    rows = [["Look", "Pay"], ["reads", "taps"], ["nice", "quick"]]

    down = map_from_table(rows, wishes=Wishes(across="lanes", header_rows=1))
    across = map_from_table(
        [["", "Before", "After"], ["Zig", "1", "2"]], wishes=Wishes(across="stages")
    )

    assert stages(down) == [("Journey", ["reads", "nice"])]
    assert list(lanes(down)) == ["notes: Pay"]
    assert stages(across) == [("Before", ["Before"]), ("After", ["After"])]


def test_header_rows_can_be_said():
    rows = [
        ["", "North", "South"],
        ["", "one", "two"],
        ["Actions", "a", "b"],
        ["Thoughts", "c", "d"],
    ]

    guessed = map_from_table(rows)
    told = map_from_table(rows, wishes=Wishes(header_rows=2))

    assert stages(guessed) == [("Journey", ["one", "two"])]
    assert stages(told) == [("North", ["one"]), ("South", ["two"])]


def test_feelings_without_a_score_stay_as_notes():
    imported = map_from_table(
        [["", "Look", "Pay"], ["Actions", "a", "b"], ["Emotions", "like in a dream", "4 of 5"]]
    )

    assert lanes(imported) == {
        "actions": {"Look": ["a"], "Pay": ["b"]},
        "emotion: Emotions": {"Pay": ["4"]},
        "notes: Emotions": {"Look": ["like in a dream"]},
    }
    assert sure(imported)["Emotions"] is False


def test_a_row_above_the_first_known_heading_is_a_lane_where_names_stand_above():
    imported = map_from_table(
        [
            ["", "Finds", "Rides"],
            ["What Jonas does", "walks", "pedals"],
            ["Feelings", "+", "++"],
            ["Pain points", "far", ""],
        ]
    )

    assert stages(imported) == [("Journey", ["Finds", "Rides"])]
    assert list(lanes(imported)) == ["notes: What Jonas does", "emotion: Feelings", "pain-points"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [([], "empty"), ([["", " "]], "empty"), ([["one"]], "single"), ([["a"], ["b"]], "no_steps")],
)
def test_what_is_no_table_is_told(rows, reason, language):
    with pytest.raises(UnreadableTable) as caught:
        map_from_table(rows, at="x.csv")

    assert caught.value.values["reason"] == reason
    assert caught.value.problem(language)
    assert caught.value.hint(language)
