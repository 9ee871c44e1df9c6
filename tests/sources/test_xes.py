"""
XES, the export of Google Analytics 4 and OTTO's sessions become logs.
"""

from __future__ import annotations

import gzip
import json

import pyarrow as pa
import pyarrow.parquet as arrow_parquet
import pytest

from touchline.eventlog.columns import NumberColumn, TextColumn
from touchline.sources import compile_log, read_log
from touchline.sources._errors import UnreadableFile

#: By hand, after the form of IEEE 1849-2016.
XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
 <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
 <global scope="event"><string key="concept:name" value="unknown"/></global>
 <trace>
  <string key="concept:name" value="ann"/><string key="town" value="Bonn"/>
  <event>
   <string key="concept:name" value="visit"/>
   <date key="time:timestamp" value="2026-01-02T10:00:00.000+01:00"/>
   <string key="lifecycle:transition" value="complete"/>
   <list key="parts"><values><string key="concept:name" value="inner"/></values></list>
  </event>
  <event>
   <string key="concept:name" value="pay"/>
   <date key="time:timestamp" value="2026-01-02T11:00:00.000+01:00"/>
  </event>
 </trace>
 <trace><event>
   <string key="concept:name" value="visit"/>
   <date key="time:timestamp" value="2026-01-03T10:00:00Z"/>
  </event></trace>
</log>
"""


@pytest.mark.parametrize("name", ["log.xes", "log.xes.gz"])
def test_a_trace_is_a_case(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(gzip.compress(XES.encode()) if name.endswith(".gz") else XES.encode())

    log = read_log(path)

    assert [(trace.case, trace.path) for trace in log.traces()] == [
        ("ann", ("visit", "pay")),
        ("trace 2", ("visit",)),
    ]
    # 10:00 in a zone one hour ahead of UTC is 09:00 UTC on 2 January 2026.
    assert log.timestamp[0] == 1_767_344_400_000_000
    assert {"case:town", "lifecycle:transition"} <= log.attributes.keys()
    assert compile_log(path, tmp_path / "log").whole().fingerprint == log.fingerprint


def test_entities_are_refused(tmp_path):
    path = tmp_path / "bomb.xes"
    path.write_text(
        '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><log>&b;</log>', "utf-8"
    )

    with pytest.raises(UnreadableFile, match="entity a"):
        read_log(path)


def test_xml_that_breaks_off_is_told_by_its_line(tmp_path):
    path = tmp_path / "log.xes"
    path.write_text(XES[:300], "utf-8")

    with pytest.raises(UnreadableFile, match=r"log\.xes"):
        read_log(path)


def ga4(name, micros, page):
    return {
        "event_date": "20260102",
        "event_timestamp": micros,
        "event_name": name,
        "user_pseudo_id": "1.2",
        "event_params": [
            {"key": "page_location", "value": {"string_value": page, "int_value": None}},
            {"key": "ga_session_id", "value": {"string_value": None, "int_value": 7}},
        ],
    }


ROWS = [ga4("page_view", 1_767_344_400_000_000, "/a"), ga4("purchase", 1_767_344_460_000_000, "/b")]


@pytest.mark.parametrize("name", ["events.jsonl", "events.parquet"])
def test_an_export_of_google_analytics_is_read_with_its_parameters(name, tmp_path):
    path = tmp_path / name
    if name.endswith("jsonl"):
        path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    else:
        arrow_parquet.write_table(pa.Table.from_pylist(ROWS), path)

    log = read_log(path)

    assert log.trace("1.2").path == ("page_view", "purchase")
    assert log.timestamp.tolist() == [1_767_344_400_000_000, 1_767_344_460_000_000]
    page, session = (
        log.attributes[f"event_params.{key}"] for key in ("page_location", "ga_session_id")
    )
    assert isinstance(page, TextColumn)
    assert isinstance(session, NumberColumn)
    assert page.text(1) == "/b"
    assert session.values.tolist() == [7.0, 7.0]


def test_sessions_of_otto_are_cases(tmp_path):
    path = tmp_path / "otto.jsonl"
    events = [{"aid": 5, "ts": 1_661_724_000_278, "type": "clicks"}]
    events.append({"aid": 5, "ts": 1_661_724_058_352, "type": "carts"})
    path.write_text(json.dumps({"session": 42, "events": events}) + "\n", "utf-8")

    log = read_log(path)

    assert log.trace("42").path == ("clicks", "carts")
    assert log.timestamp.tolist() == [1_661_724_000_278_000, 1_661_724_058_352_000]
