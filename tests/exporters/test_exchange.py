"""
Formats of other programs: what they hold comes back, and what they don't hold is listed (P16).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.exporters.round_trip import invented, loose, unaccounted
from tests.oracle.map_strategies import maps, maps_of
from touchline.exporters import EXPORTERS

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

FORMATS = ("mermaid", "ojf", "cjml", "md")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(journey=maps)
def test_p16_what_is_not_read_back_is_listed(name: str, journey: JourneyMap) -> None:
    exporter = EXPORTERS[name]

    assert unaccounted(exporter, journey) == []
    assert invented(exporter, journey) == []


@pytest.mark.parametrize("part", ["insights", "opportunities", "solutions", "metrics"])
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(journey=maps_of("insights", "pain-points", "emotion", "opportunities", "changes", "metrics"))
def test_a_list_of_cards_is_read_back_or_its_loss_listed(part: str, journey: JourneyMap) -> None:
    exporter = replace(EXPORTERS["theydo"], part=part)  # type: ignore[type-var]

    assert unaccounted(exporter, journey, loose) == []
