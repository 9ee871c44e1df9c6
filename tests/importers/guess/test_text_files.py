"""
Tables as text: what parts them, how they are encoded, and what was assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importers.guess.seen import lanes, stages
from touchline.importers import import_map
from touchline.importers._guess.faults import UnreadableTable
from touchline.importers._guess.understood import Wishes
from touchline.importers.table import Table

if TYPE_CHECKING:
    from pathlib import Path

GERMAN = "Phase;Suche;Kauf\nKundenaktionen;fragt überall;prüft die Größe\nGefühle;müde;„schön“\n"
SIMPLIFIED = "阶段,认知,购买\n用户行为,看到广告,在手机上付款\n痛点,信息太少,排队的人很多\n"
TRADITIONAL = "階段,認知,購買\n使用者行為,看到廣告,在手機上付款\n痛點,資訊太少,排隊的人很多\n"
PERSIAN = "مرحله;آشنایی;خرید\nاقدامات مشتری;آگهی را دید;پول را داد\nنقاط درد;دیر بود;صف بود\n"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (GERMAN, "cp1252", "cp1252"),
        (GERMAN, "utf-16", None),
        (GERMAN, "utf-16-le", "utf-16-le"),
        (GERMAN, "utf-8-sig", None),
        (SIMPLIFIED, "gbk", "gb18030"),
        (SIMPLIFIED, "utf-8", None),
        (TRADITIONAL, "big5", "big5"),
        (PERSIAN.replace("ی", "ي"), "cp1256", "cp1256"),
        (PERSIAN, "utf-16", None),
    ],
)
def test_an_encoding_is_found_and_told_when_it_is_a_guess(tmp_path, text, encoding, told):
    path = tmp_path / "map.tsv"
    path.write_bytes(text.encode(encoding))

    imported = import_map(path)

    rows = [line.replace(";", ",").split(",") for line in text.splitlines()]
    assert [str(step.name) for step in imported.journey.steps] == rows[0][1:]
    assert str(imported.journey.lanes[0].cells[0].cards[0].text) == rows[1][1]
    assert imported.understood is not None
    guessed = [one for one in imported.understood.assumed if one.name == "assumed-encoding"]
    assert [one.values["encoding"] for one in guessed] == ([told] if told else [])


def test_an_encoding_can_be_said(tmp_path):
    path = tmp_path / "map.tsv"
    path.write_bytes(GERMAN.replace("„schön“", "schön").encode("cp850"))

    imported = import_map(path, format=Table(wishes=Wishes(encoding="cp850")))

    assert str(imported.journey.lanes[0].cells[1].cards[0].text) == "prüft die Größe"
    with pytest.raises(UnreadableTable) as caught:
        import_map(path, format=Table(wishes=Wishes(encoding="utf-8")))
    assert caught.value.values["reason"] == "encoding"
    with pytest.raises(UnreadableTable):
        import_map(path, format=Table(wishes=Wishes(encoding="klingon")))


@pytest.mark.parametrize(
    ("sign", "kind"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")]
)
def test_delimiters_are_found_and_told(sign, kind):
    text = f'{sign}Look{sign}Pay\nActions{sign}"one{sign} two"{sign}b\nThoughts{sign}c{sign}d\n'

    imported = Table().read(text)

    assert stages(imported) == [("Journey", ["Look", "Pay"])]
    assert lanes(imported)["actions"]["Look"] == [f"one{sign} two".replace("\t", "")]
    assert imported.understood is not None
    assert [one.values["kind"] for one in imported.understood.assumed] == [kind]


def test_commas_in_sentences_part_no_columns():
    text = "Stage;A;B\nActions;looks, reads, asks;buys, pays, goes\nThoughts;oh, well;ah"

    assert lanes(Table().read(text))["thoughts"] == {"A": ["oh, well"], "B": ["ah"]}


def test_the_line_with_which_excel_names_its_delimiter_is_followed():
    imported = Table().read("sep=;\n;A;B\nActions;x;y\nThoughts;u,v,w;z,z,z\n")

    assert stages(imported) == [("Journey", ["A", "B"])]


def test_line_breaks_within_quotes_part_no_rows():
    imported = Table().read('"",A,B\nActions,"- x\n- y",z\nThoughts,,u\n')

    assert lanes(imported)["actions"] == {"A": ["x", "y"], "B": ["z"]}


def test_apostrophes_before_formulas_are_taken_off_again():
    imported = Table().read("\tA\tB\nActions\t'=1+1\t'-5\nThoughts\tx\ty\n")

    assert lanes(imported)["actions"] == {"A": ["=1+1"], "B": ["-5"]}


MARKDOWN = """
# Renting a bike

**Persona:** Jonas, a visitor

|              | Find          | Ride              |
|:-------------|---------------|------------------:|
| **Actions**  | walks \\| runs | pedals<br>rings   |
| Pain points  |               | no `lights`       |

Drawn in March.
"""


def test_a_table_that_is_drawn_in_markdown_is_read():
    imported = Table().read(MARKDOWN)

    assert str(imported.journey.title) == "Renting a bike"
    assert [str(one.name) for one in imported.journey.personas] == ["Jonas"]
    assert lanes(imported) == {
        "actions": {"Find": ["walks | runs"], "Ride": ["pedals", "rings"]},
        "pain-points": {"Ride": ["no `lights`"]},
    }
    assert [(found.path, found.values["text"]) for found in imported.left_out] == [
        ("11", "Drawn in March.")
    ]


def test_a_file_of_bytes_is_no_text(tmp_path):
    path = tmp_path / "odd.txt"
    path.write_bytes(bytes(range(256)) * 40)

    with pytest.raises(UnreadableTable) as caught:
        import_map(path)

    assert caught.value.values["reason"] in {"binary", "encoding"}


def test_a_table_of_too_many_rows_or_columns_is_refused_with_its_size(tmp_path: Path):
    long = tmp_path / "long.tsv"
    long.write_text("\ta\n" + "Actions\tx\n" * 2_100, "utf-8")
    wide = tmp_path / "wide.tsv"
    wide.write_text("\t".join("abc") * 300 + "\nActions\tx\n", "utf-8")

    for path in (long, wide):
        with pytest.raises(UnreadableTable) as caught:
            import_map(path)
        assert caught.value.values["reason"] == "too_large"
        assert ">" in str(caught.value.values["text"])
