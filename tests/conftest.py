"""
How every test is run: seeded, reproducible, and longer on request.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.postgres_server import postgres
from touchline.i18n import LANGUAGES

__all__ = ["postgres"]

# Deadlines and speed checks are off: how long a draw takes says nothing on a shared machine.
SEEDED = settings(
    deadline=None,
    derandomize=True,
    print_blob=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("default", SEEDED, max_examples=50)
settings.register_profile("ci", SEEDED, max_examples=100)
settings.register_profile("soak", SEEDED, derandomize=False, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Leave the long searches out of a run that names no marker.
    """
    if config.getoption("-m"):
        return
    long = [item for item in items if item.get_closest_marker("soak")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """
    Give each of the product's languages in turn.
    """
    return str(request.param)
