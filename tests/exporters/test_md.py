from tests.exporters.maps import measured_shop, shop_map
from touchline.exporters.md import Md


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
    assert lines[-1].startswith("*Measured in events.csv: 48,213 customers, 120,000 events")


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


def test_a_map_in_another_language_is_told_in_its_words():
    lines = lines_of(measured_shop("fa"))

    assert "## شواهد" in lines
    assert any("۴۸٬۲۱۳" in line for line in lines)
