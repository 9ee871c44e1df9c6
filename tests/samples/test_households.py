"""
The table of mailed households says what the log of the grocer says.
"""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict

from touchline.samples import SAMPLES


def test_a_household_is_mailed_when_the_log_has_the_mailing() -> None:
    folder = SAMPLES["complete_journey_grocery"].path.parent
    with gzip.open(folder / "events.csv.gz", "rt", encoding="utf-8") as events:
        mailed: dict[str, set[str]] = defaultdict(set)
        for row in csv.DictReader(events):
            mailed[row["customer_id"]].add(row["detail"].replace(" ", "_"))
    names = ["campaign_8", "campaign_13", "campaign_18"]

    with (folder / "households.csv").open(encoding="utf-8") as table:
        told = {row.pop("customer_id"): row for row in csv.DictReader(table)}

    assert told == {
        case: {name: "yes" if name in had else "no" for name in names}
        for case, had in mailed.items()
    }
    # Published: 1,076, 1,077 and 1,133 rows of these campaigns in the source.
    counts = [sum(row[name] == "yes" for row in told.values()) for name in names]
    assert counts == [1076, 1077, 1133]
