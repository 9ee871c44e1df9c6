"""
Formats of other programs: what they hold comes back, and what they don't hold is listed (P16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.exporters.round_trip import invented, unaccounted
from tests.oracle.map_strategies import maps
from touchline.exporters import EXPORTERS

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

FORMATS = ("mermaid", "ojf", "cjml")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(journey=maps)
def test_what_is_not_read_back_is_listed(name: str, journey: JourneyMap) -> None:
    exporter = EXPORTERS[name]

    assert unaccounted(exporter, journey) == []
    assert invented(exporter, journey) == []
