"""
The two real logs that come with the package.
"""

from __future__ import annotations

import pytest

from touchline.samples import SAMPLES
from touchline.sources import read_log


@pytest.mark.parametrize(
    ("name", "n_events", "n_cases", "counts"),
    [
        # The counts of the data sets' own descriptions.
        (
            "online_retail_uk",
            22_190,
            4_372,
            {
                "cancellation": 3_654,
                "first order": 4_339,
                "order 3-5": 4_627,
                "order 6+": 6_725,
                "second order": 2_845,
            },
        ),
        (
            "complete_journey_grocery",
            55_934,
            2_379,
            {
                "campaign Type A": 3_647,
                "campaign Type B": 2_368,
                "campaign Type C": 574,
                "coupon redeemed": 2_102,
                "purchase": 46_230,
                "purchase with coupon": 1_013,
            },
        ),
    ],
)
def test_a_sample_has_the_counts_of_its_description(
    name: str, n_events: int, n_cases: int, counts: dict[str, int]
) -> None:
    sample = SAMPLES[name]

    log = read_log(sample.path, cases=sample.cases, zone=sample.zone, **sample.columns)

    assert (log.n_events, log.n_cases) == (n_events, n_cases)
    assert {activity: log.only([activity]).n_events for activity in log.activities} == counts
    assert (log.quality.drops, log.quality.guesses) == ((), ())


def test_the_grocers_customers_join() -> None:
    sample = SAMPLES["complete_journey_grocery"]

    quality = read_log(sample.path, cases=sample.cases, **sample.columns).quality

    # 801 of 2,379 households have demographics.
    assert (quality.unmatched_cases, quality.unused_case_rows) == (2_379 - 801, 0)


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_sample_names_its_makers_beside_the_file(sample) -> None:
    readme = (sample.path.parent / "README.md").read_text("utf-8")

    assert "CC0" in readme
    assert sample.citation.split(",")[0].split(" /")[0] in readme
    assert sample.path.stat().st_size < 600_000
