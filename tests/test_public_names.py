"""
The front door: what it offers, and what it costs to open.
"""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys

import pytest

import touchline
from touchline.analysis import QUESTIONS

NAMES = [
    "ActivityMap",
    "Alignment",
    "Attribution",
    "Cancel",
    "Cancelled",
    "ChannelMix",
    "CompiledLog",
    "Completion",
    "Diagnostic",
    "Discovery",
    "Drivers",
    "DropOff",
    "EventLog",
    "EventuallyFollows",
    "Friction",
    "Funnel",
    "HandOffs",
    "Impact",
    "JourneyMap",
    "Location",
    "MeasuredMap",
    "Occupancy",
    "Path",
    "PathClusters",
    "Progress",
    "Prospects",
    "Question",
    "Reasons",
    "RepeatPurchase",
    "Retention",
    "Rework",
    "Roi",
    "Satisfaction",
    "Segments",
    "Sessions",
    "StepFlow",
    "Theme",
    "Themes",
    "TimeBetween",
    "TouchlineError",
    "Transitions",
    "Trend",
    "Variants",
    "WhatIf",
    "align",
    "chart",
    "compile_log",
    "compose",
    "diff",
    "discover",
    "export",
    "find_icons",
    "lint",
    "load",
    "load_theme",
    "look",
    "measure",
    "merge",
    "new_map",
    "read_log",
    "read_survey",
    "reporting",
    "save",
    "with_images",
]

HEAVY = ["click", "duckdb", "narwhals", "numpy", "pyarrow", "pydantic", "uharfbuzz", "yaml"]

IMPORT_AND_LIST = f"""
import json, sys
import touchline
json.dump([name for name in {HEAVY} if name in sys.modules], sys.stdout)
"""

USE_EVERY_NAME = """
import json, sys
import touchline
found = {name: getattr(touchline, name) for name in touchline.__all__}
import touchline.cli.check, touchline.cli.measure
same = {name: getattr(touchline, name) is value for name, value in found.items()}
json.dump([name for name, is_same in same.items() if not is_same], sys.stdout)
"""


def test_the_public_names_are_these() -> None:
    assert sorted(touchline.__all__) == NAMES
    assert dir(touchline) == touchline.__all__


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_loads_and_is_called_so(name: str) -> None:
    value = getattr(touchline, name)

    assert callable(value)
    assert value.__module__.startswith("touchline.")
    assert value.__doc__


def test_every_question_is_a_public_name() -> None:
    kinds = {kind.__name__: kind for kind in QUESTIONS.values()}

    assert {name: getattr(touchline, name) for name in kinds} == kinds


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'touchline' has no attribute 'mesure'"):
        _ = touchline.mesure


def test_importing_the_package_loads_no_heavy_library() -> None:
    assert run(IMPORT_AND_LIST) == []


def test_a_public_name_stays_what_it_is_whatever_is_imported_later() -> None:
    assert run(USE_EVERY_NAME) == []


def test_no_package_has_the_name_of_a_verb() -> None:
    # Python binds an imported package to its parent, over whatever stood there under that name.
    packages = {module.name for module in pkgutil.iter_modules(touchline.__path__)}

    assert packages.intersection(NAMES) == set()


def run(code: str) -> object:
    shown = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120
    )
    return json.loads(shown.stdout)
