"""
A terminal in an empty folder, as a stranger has it.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from touchline.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

#: What a terminal says of its user's language.
LOCALES = {
    "en": "en_GB.UTF-8",
    "de": "de_DE.UTF-8",
    "ms": "ms_MY.UTF-8",
    "zh-Hans": "zh_CN.UTF-8",
    "zh-Hant": "zh_TW.UTF-8",
    "fa": "fa_IR.UTF-8",
}

#: Five customers: three pay, one of them after a cancellation; two only visit.
SHOP = """\
customer,event,at,worth,medium
ann,visit,2026-01-01T10:00:00Z,,web
ann,sign up,2026-01-01T10:10:00Z,,web
ann,pay,2026-01-02T10:10:00Z,20,web
ben,visit,2026-01-01T11:00:00Z,,phone
ben,sign up,2026-01-01T11:20:00Z,,web
ben,oops:err,2026-01-01T11:30:00Z,,web
ben,pay,2026-01-03T11:20:00Z,30,phone
cem,visit,2026-01-02T09:00:00Z,,web
cem,sign up,2026-01-02T09:30:00Z,,web
dan,visit,2026-01-02T12:00:00Z,,web
eva,visit,2026-01-03T12:00:00Z,,web
eva,sign up,2026-01-03T12:30:00Z,,web
eva,pay,2026-01-06T12:30:00Z,50,phone
"""

#: Three steps bound to those events.
SHOP_MAP = """\
# Written by hand.
touchline: 1
id: shop
title: A first purchase
language: en
objective: {statement: Win more first purchases}
scenario: Somebody needs a present by Friday.
personas:
  - {id: ann, name: Ann, primary: true}
stages:
  - id: buy
    name: Buy
    steps:
      - {id: look, name: I look around}
      - {id: join, name: I sign up}
      - {id: pay, name: I pay}
lanes:
  - id: touchpoints
    kind: touchpoints
    cells:
      - at: look
        cards: [{id: t1, text: Home page, binding: [{activities: [visit]}]}]
      - at: join
        cards: [{id: t2, text: Form, binding: [{activities: [sign up]}]}]
      - at: pay
        cards: [{id: t3, text: Till, binding: [{activities: [pay]}]}]
  - {id: reached, kind: reached}
  - {id: completion, kind: completion}
"""


#: The three steps of a small map.
STEPS = (
    {"id": "look", "name": "I look around"},
    {"id": "join", "name": "I sign up"},
    {"id": "pay", "name": "I pay"},
)


def lane(kind: str, **cells: Any) -> dict[str, Any]:
    """
    Give a lane the cards of each step: a text, or the fields of a card, or several cards.
    """
    made = []
    for step, content in cells.items():
        cards = content if isinstance(content, list) else [content]
        fields = [{"text": one} if isinstance(one, str) else one for one in cards]
        named = [{"id": f"{kind}-{step}-{n}", **one} for n, one in enumerate(fields)]
        made.append({"at": step, "cards": named})
    return {"id": kind, "kind": kind, "cells": made}


@dataclass(frozen=True)
class Reply:
    """
    What a command gave back.
    """

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Terminal:
    """
    Runs commands in one folder and watches what they leave there.
    """

    folder: Path
    speak: Callable[[str], None]
    read: Callable[[], tuple[str, str]]

    def run(self, *words: str, language: str = "en") -> Reply:
        self.speak(language)
        self.read()
        code = main(list(words))
        return Reply(code, *self.read())

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def write_map(self, *lanes: dict[str, Any], **fields: object) -> str:
        """
        Write a map of three steps with these lanes; other fields of the map replace the usual.
        """
        usual = {
            "touchline": 1,
            "id": "small",
            "title": "A first purchase",
            "stages": [{"id": "buy", "name": "Buy", "steps": list(STEPS)}],
            "lanes": list(lanes),
        }
        self.write("small.map.json", json.dumps({**usual, **fields}))
        return "small.map.json"

    def words(self, name: str, *options: str, language: str = "en") -> str:
        """
        Say everything that stands on the picture of a map, and in its tooltips.
        """
        reply = self.run("render", name, "--to", "svg", "--language", language, *options)
        assert reply.code == 0, reply.err
        return " ".join(ET.fromstring(reply.out).itertext())

    def told(self, name: str, *options: str) -> str:
        """
        Tell a map in Markdown.
        """
        reply = self.run("render", name, "--to", "md", *options)
        assert reply.code == 0, reply.err
        return reply.out.replace("\xa0", " ")

    def rules(self, name: str) -> set[str]:
        """
        Name the rules that a map breaks.
        """
        found = self.run("check", name, "--fail-on", "never", "--json").json["findings"]
        return {row["rule"] for row in found}

    def made(self, *words: str) -> Any:
        """
        Start a map and give it back as plain data.
        """
        reply = self.run("new", *words, "--json")
        assert reply.code == 0, reply.err
        return reply.json

    def files(self) -> dict[str, bytes]:
        found = self.folder.rglob("*")
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in found
            if path.is_file()
        }


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Terminal:
    """
    Open a terminal in a folder with a small log and a map of it.
    """
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def speak(language: str) -> None:
        monkeypatch.setenv("LC_ALL", LOCALES[language])

    def read() -> tuple[str, str]:
        shown = capfd.readouterr()
        return shown.out, shown.err

    opened = Terminal(tmp_path, speak, read)
    opened.write("shop.csv", SHOP)
    opened.write("shop.map.yaml", SHOP_MAP)
    return opened


@pytest.fixture
def full(terminal: Terminal) -> Terminal:
    """
    Put a map with everything into the folder, and the same map measured.
    """
    shutil.copyfile(Path(__file__).with_name("full.map.yaml"), terminal.folder / "full.map.yaml")
    reply = terminal.run("measure", "full.map.yaml", "shop.csv", "-o", "measured.map.yaml")
    assert reply.code == 0, reply.err
    return terminal
