"""
Each check finds what it is for in a small bad tree, and nothing in a good one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checks import (
    architecture,
    cycles,
    glossary,
    import_cost,
    locales,
    no_hosts,
    own_imports,
    posix,
    sizes,
)
from checks.__main__ import main, rules

if TYPE_CHECKING:
    from pathlib import Path

LOCALES = "src/touchline/i18n/locales"


@pytest.fixture
def tree(tmp_path: Path):
    """
    Give a function that writes files into an empty project and returns its top.
    """

    def write(files: dict[str, str]) -> Path:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_file_of_601_lines_is_too_long(tree):
    root = tree({"src/a.py": "x = 1\n" * 601, "src/b.py": "x = 1\n" * 600})

    assert list(sizes.faults(root)) == ["src/a.py: 601 lines, at most 600"]


def test_a_function_of_61_lines_is_too_long_and_its_docstring_does_not_count(tree):
    long = "def f():\n" + "    x = 1\n" * 60
    documented = 'def g():\n    """\n    Why.\n    """\n' + "    x = 1\n" * 59
    root = tree({"src/a.py": long, "src/b.py": documented})

    assert list(sizes.faults(root)) == ["src/a.py:1: f has 61 lines, at most 60"]


def test_a_class_of_301_lines_is_too_long(tree):
    root = tree({"src/a.py": "class C:\n" + "    x = 1\n" * 300})

    assert list(sizes.faults(root)) == ["src/a.py:1: C has 301 lines, at most 300"]


def test_what_others_wrote_is_not_measured(tree):
    root = tree({"web/node_modules/a.ts": "x\n" * 700, "web/src/b.ts": "x\n" * 601})

    assert list(sizes.faults(root)) == ["web/src/b.ts: 601 lines, at most 600"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("class SwimLane: ...", []),
        ("class Swimlane: ...", ["swimlane"]),
        ("def draw(touch_points): ...", ["touch_point"]),
        ("eventName: str", ["event_name"]),
        ("_phase: str", []),
        ("async def next_phase(): ...", ["phase"]),
        ("attempts: int", []),
    ],
)
def test_an_identifier_of_another_glossary_is_found(tree, source, said):
    root = tree({"src/touchline/a.py": source})

    found = list(glossary.faults(root))

    assert [fault.split(" says ")[1].split(";")[0].strip("'") for fault in found] == said


def test_a_sentence_of_another_glossary_is_found(tree):
    root = tree(
        {
            f"{LOCALES}/en.json": json.dumps(
                {"a.b": "Each swimlane has cards; one event names none."}
            )
        }
    )

    assert list(glossary.faults(root)) == [f"{LOCALES}/en.json: a.b says 'swimlane'; we say 'lane'"]


def test_a_module_that_says_nothing_is_found(tree):
    root = tree({"src/touchline/_helpers.py": ""})

    assert list(glossary.faults(root)) == [
        "src/touchline/_helpers.py: a module is named by what it holds"
    ]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("def f():\n    from touchline.model import Stage\n", [2]),
        ("class C:\n    async def f(self):\n        import touchline.model\n", [3]),
        ("def f():\n    from . import model\n", [2]),
        ("def f():\n    import json\n", []),
        ("from touchline.model import Stage\n", []),
    ],
)
def test_our_own_module_imported_in_a_function_is_found(tree, source, lines):
    root = tree({"src/touchline/a.py": source, "src/touchline/registry.py": source})

    assert list(own_imports.faults(root)) == [
        f"src/touchline/a.py:{line}: imports our own module inside a function" for line in lines
    ]


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("import os\nos.fork()\n", ["os.fork"]),
        ("from os import getuid\n", ["getuid"]),
        ("import fcntl\n", ["fcntl"]),
        ("from pwd import getpwnam\n", ["pwd"]),
        ("import signal\nsignal.SIGKILL\n", ["signal.SIGKILL"]),
        ("import os\nos.replace('a', 'b')\n", []),
    ],
)
def test_what_only_posix_has_is_found(tree, source, used):
    root = tree({"src/touchline/a.py": source})

    found = list(posix.faults(root))

    assert [fault.split(": ")[1].split(" exists")[0] for fault in found] == used


def test_what_a_file_can_do_without_is_no_fault(tree):
    source = "try:\n    import fcntl\nexcept ImportError:\n    fcntl = None\n"

    assert list(posix.faults(tree({"src/touchline/a.py": source}))) == []


def test_catalogues_with_different_keys_empty_texts_or_no_order_are_found(tree):
    root = tree(
        {
            f"{LOCALES}/en.json": '{"a": "A", "b": "B"}',
            f"{LOCALES}/de.json": '{"c": "C", "a": " "}',
        }
    )

    assert sorted(locales.faults(root)) == [
        "de.json: a is empty",
        "de.json: b is missing",
        "de.json: c is not in en.json",
        "de.json: the keys are not sorted",
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.md", "see https://" + "pypi" + ".org/project/x"),
        ("package-lock.json", '{"resolved"' + ': "somewhere"}'),
        ("requirements.lock", "--index" + "-url somewhere"),
        ("docs/b.md", "it lies in " + "/ho" + "me/ann/touchline"),
    ],
)
def test_a_registry_or_a_folder_of_one_machine_is_found(tree, file, text):
    root = tree({file: text, "c.md": "see https://example.org/home/ann and pip install x"})

    (fault,) = no_hosts.faults(root)

    assert fault.startswith(f"{file}:1: ")


def test_a_circle_of_imports_is_found_and_annotations_make_none(tree, monkeypatch):
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import {}\n"
    root = tree(
        {
            "ringed/__init__.py": "",
            "ringed/a.py": "import ringed.b",
            "ringed/b.py": "import ringed.a",
            "straight/__init__.py": "",
            "straight/a.py": "import straight.b",
            "straight/b.py": typed.format("straight.a"),
        }
    )
    monkeypatch.syspath_prepend(root)

    assert len(list(cycles.faults(root, "ringed"))) == 1
    assert list(cycles.faults(root, "straight")) == []


def test_a_program_is_asked_for_its_exit_code_and_the_heavy_libraries_that_it_loads():
    assert import_cost.loaded("import narwhals, json") == (0, ["narwhals"])
    assert import_cost.loaded("raise SystemExit(3)") == (3, [])


FLOORS = '[[tool.importlinter.contracts]]\nid = "floors"\nlayers = ["{}"]\n'
PAGE = "    ├── src/touchline/\n    │   ├── model/    the nouns\n    │   └── units.py  durations\n"


@pytest.mark.parametrize(
    ("floors", "page", "files", "fault"),
    [
        ("model | units", "{}    model · units\n", ["model/__init__.py", "units.py"], None),
        (
            "model | units",
            "{}    model · units\n",
            ["units.py"],
            "ARCHITECTURE.md names model, which does not exist",
        ),
        (
            "model | units",
            "{}    model · units\n",
            ["model/__init__.py", "units.py", "linting/__init__.py"],
            "ARCHITECTURE.md does not name linting",
        ),
        (
            "model | (live) | units",
            "{}    units · model\n",
            ["model/__init__.py", "units.py"],
            "floor 1 is 'units · model' in ARCHITECTURE.md and 'model · units' in pyproject.toml",
        ),
    ],
)
def test_the_page_of_the_house_says_what_stands(tree, floors, page, files, fault):
    fenced = "```floors\n" + page.format("").strip() + "\n```\n"
    root = tree(
        {
            "ARCHITECTURE.md": PAGE + fenced,
            "pyproject.toml": FLOORS.format(floors),
            **{f"src/touchline/{file}": "" for file in files},
        }
    )

    assert list(architecture.faults(root)) == ([fault] if fault else [])


def test_a_fault_fails_the_run_and_names_its_check(tree, capsys):
    root = tree({"src/a.py": "x = 1\n" * 601})

    code = main(["no_hosts", "sizes"], root)

    said = "sizes: src/a.py: 601 lines, at most 600\nchecks: 1 to mend\n"
    assert (code, capsys.readouterr().out) == (1, said)


def test_a_run_without_a_fault_succeeds(tree, capsys):
    code = main(["no_hosts", "sizes"], tree({"src/a.py": "x = 1\n"}))

    assert (code, capsys.readouterr().out) == (0, "checks: every rule is kept\n")


def test_every_rule_is_found_by_its_file():
    assert {"architecture", "cycles", "glossary", "sizes"} < set(rules())
    assert "machine" not in rules()
