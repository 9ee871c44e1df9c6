import datetime as dt

from tests.exporters.maps import card, measured_shop, say, shop_map
from tests.scene.maps import branch, way
from touchline.exporters.md import Md
from touchline.measuring.measured import Figure, MeasuredMap
from touchline.model.structure import Cell, Evidence, Stage
from touchline.scene.compose import compose


def lines_of(subject):
    return Md().export(subject).decode().splitlines()


def test_a_stage_becomes_a_table_of_its_steps():
    lines = lines_of(shop_map())

    start = lines.index("## Find")
    # By hand: a cell that spans two steps stands in both columns, since Markdown cannot span.
    assert lines[start + 2 : start + 5] == [
        "| Lane | See an ad | Search the web |",
        "| --- | --- | --- |",
        "| **Actions** | Compares two shops | Compares two shops |",
    ]


def test_measured_figures_stand_with_their_interval_and_number():
    lines = lines_of(measured_shop())

    # By hand: 0.061 with 0.059 to 0.063 of 48213 customers.
    assert "- Completion of the whole journey: **6.1%** · 5.9–6.3% · n = 48,213" in lines
    assert lines[-3].startswith("*Measured in events.csv: 48,213 customers, 120,000 events")


def test_evidence_is_listed_with_its_source_and_words():
    lines = lines_of(shop_map())

    found = next(line for line in lines if "Interview 7" in line)
    assert found.startswith("- Looks for the delivery cost: quoted · Interview 7 · ")
    assert found.endswith("“It was 6.90 more.”")


def test_words_that_look_like_markup_stay_words():
    lines = lines_of(shop_map(words="# a | b\n<script> [x](javascript:y) `z`\n1. q"))

    found = next(line for line in lines if line.startswith("| **Actions** | \\#"))
    cell = found.split(" | ", 1)[1]
    assert cell == ("\\# a \\| b \\<script\\> \\[x\\](javascript:y) \\`z\\` 1. q<br>Pays |")


def test_linked_and_dated_evidence_keeps_both():
    survey = Evidence(
        grade="surveyed",
        source=say("Exit survey"),
        url="https://example.org/survey",
        date=dt.date(2026, 9, 1),
    )
    journey = shop_map()
    lane = journey.lanes[0].model_copy(
        update={"cells": (Cell(at="pay", cards=(card("e1", "Pays", evidence=(survey,)),)),)}
    )

    lines = lines_of(journey.model_copy(update={"lanes": (lane,)}))

    assert lines[-3] == (
        "- Pays: surveyed · [Exit survey](<https://example.org/survey>) · September 1, 2026"
    )


def test_a_stage_without_steps_is_named_all_the_same():
    bare = shop_map().model_copy(update={"stages": (Stage(id="bare", name=say("Bare")),)})

    lines = lines_of(bare)

    assert "## Bare" in lines
    assert not any(line.startswith("|") for line in lines)


def test_times_and_counts_are_told_in_their_units():
    measured = measured_shop()
    measures = measured.measures.model_copy(
        update={
            "completion": Figure(value=12, n=48, unit="customers"),
            "time_to_complete": Figure(value=788_400, n=48, unit="seconds"),
        }
    )

    lines = lines_of(MeasuredMap(measured.journey, measures))

    # By hand: 788,400 s are 9 days and 3 hours.
    assert "- Median time to complete: **9 d 3 h** · n = 48" in lines
    assert "- Completion of the whole journey: **12** · n = 48" in lines


def test_a_map_in_another_language_is_told_in_its_words():
    lines = lines_of(measured_shop("fa"))

    assert "## شواهد" in lines
    assert any("۴۸٬۲۱۳" in line for line in lines)


def test_branches_and_owners_stand_in_the_text() -> None:
    journey = way(2, branches=(branch("loop", 1, 0, "Forgot something"),))
    stage = journey.stages[0].model_copy(update={"owner": "Jo Park"})

    text = Md().export(journey.model_copy(update={"stages": (stage,)})).decode()

    assert "## Stage\n\nOwner: Jo Park\n" in text
    assert "## Other ways\n\n- loop: from “Step 1” to “Step 0” · Forgot something\n" in text


def test_r008_a_story_is_written_as_prose_with_the_words_of_customers():
    lines = lines_of(compose(measured_shop(), style="story"))

    assert lines[0] == "# Online shopper buys a first outfit"
    start = lines.index("### Check out")
    assert lines[start + 2] == (
        "Looks for the delivery cost. Pays.\\* This is a moment of truth: it decides how things go "
        "on. With this, a milestone is reached."
    )
    assert "> “It was 6.90 more.” — Interview 7 · n = 3" in lines
    assert "## Chapter 2 · Buy" in lines
    assert lines[-1].startswith("*Measured in events.csv: 48,213 customers")
    assert not any(line.startswith("|") for line in lines)


def test_a_story_keeps_words_that_look_like_markup_words():
    lines = lines_of(compose(shop_map(words="# a | b <script> `z`"), style="story"))

    assert any(line.startswith("\\# a \\| b \\<script\\> \\`z\\`. Pays.") for line in lines)
