"""
Old files are brought up, step by step.
"""

from __future__ import annotations

from touchline.document.migrations import NEWEST, Migration, migrate
from touchline.document.read import build, journey_of


class _From0(Migration):
    version = 0

    def raise_version(self, plain):
        # A format before the first, invented here: stages were called phases.
        return {("stages" if key == "phases" else key): value for key, value in plain.items()}


class _FromMinus1(Migration):
    version = -1

    def raise_version(self, plain):
        return {("phases" if key == "parts" else key): value for key, value in plain.items()}


OLD = {"touchline": -1, "id": "a", "title": "A", "parts": [{"id": "g", "name": "G"}]}
STEPS = {"from0": _From0(), "from-minus1": _FromMinus1()}


def test_a_file_passes_through_every_version_up_to_the_newest() -> None:
    raised = migrate(OLD, STEPS)

    assert journey_of(build(raised)).stages[0].id == "g"
    assert raised["touchline"] == NEWEST


def test_a_file_of_the_newest_version_stays_as_it_is() -> None:
    plain = {"touchline": NEWEST, "id": "a", "title": "A"}

    assert migrate(plain, STEPS) is plain


def test_a_file_without_a_step_keeps_its_version_and_is_refused_later() -> None:
    assert migrate({"touchline": 7}, STEPS) == {"touchline": 7}
