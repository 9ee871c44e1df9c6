"""
The planned way held against the real paths (M2).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from touchline.measuring.figures import share
from touchline.measuring.measured import Conformance, Deviation
from touchline.measuring.replay import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from touchline.eventlog.log import EventLog
    from touchline.measuring.replay import Replay

    Bools = npt.NDArray[np.bool_]

#: Deviations and unknown activities beyond this many are left to the full answer of `touchline
#: ask`.
SHOWN = 20


def conformance(
    log: EventLog,
    found: Replay,
    step_ids: Sequence[str],
    *,
    planned: Bools,
    last: int,
    silent: Sequence[str],
) -> Conformance:
    """
    Hold the planned way against the real paths.

    Args:
        log: The events.
        found: The paths, walked along the planned way.
        step_ids: The ids of the steps, in the order of the map.
        planned: Which of them are bound and lie on the main path, optional ones included.
        last: The number of the last step of the planned way.
        silent: The ids of bound touchpoints without any event.

    Returns:
        How many paths follow it and where the others leave it.
    """
    entered = found.furthest != UNKNOWN
    n = int(entered.sum())
    inserted = _inserted(log, found, planned)
    strays = (found.skipped | found.backward)[entered].any(axis=1)
    departs = strays | found.repeated[entered].any(axis=1)
    for cases in inserted.values():
        departs |= cases[entered]
    arrived = found.furthest[entered] == last
    unknown = Counter(
        log.activities[code] for code in log.activity.codes[found.label == UNKNOWN].tolist()
    )
    return Conformance(
        follows=share(int((~departs).sum()), n),
        in_order=share(int((~strays).sum()), n),
        complete=share(int((~strays & arrived).sum()), n),
        deviations=_deviations(found, inserted, step_ids, entered),
        unknown_events=share(sum(unknown.values()), len(log.timestamp), unit_is_events=True),
        unknown_activities=dict(unknown.most_common(SHOWN)),
        silent_touchpoints=tuple(silent),
    )


def _inserted(log: EventLog, found: Replay, planned: Bools) -> dict[tuple[int, str], Bools]:
    # An event off the planned way stands after the planned step that the case reached last; what
    # comes before the
    # first planned step is the way in, not a departure from the map.
    cases = log.case_of_event
    is_on_way = (found.label != UNKNOWN) & planned[found.label]
    places: dict[tuple[int, str], Bools] = {}
    latest, case = UNKNOWN, UNKNOWN
    labels, codes, owners = found.label.tolist(), log.activity.codes.tolist(), cases.tolist()
    for event, on_way in enumerate(is_on_way.tolist()):
        if owners[event] != case:
            case, latest = owners[event], UNKNOWN
        if on_way:
            latest = labels[event]
        elif latest != UNKNOWN:
            key = (latest, log.activities[codes[event]])
            if key not in places:
                places[key] = np.zeros(log.n_cases, dtype=np.bool_)
            places[key][case] = True
    return places


def _deviations(
    found: Replay,
    inserted: dict[tuple[int, str], Bools],
    step_ids: Sequence[str],
    entered: Bools,
) -> tuple[Deviation, ...]:
    n = int(entered.sum())
    rows: list[Deviation] = []
    for index, step in enumerate(step_ids):
        counts = {
            "skipped": int(found.skipped[:, index].sum()),
            "repeated": int(found.repeated[:, index].sum()),
            "backward": int(found.backward[:, index].sum()),
        }
        rows += [
            Deviation.model_validate({"kind": kind, "step": step, "share": share(count, n)})
            for kind, count in counts.items()
            if count
        ]
    rows += [
        Deviation(
            kind="inserted",
            step=step_ids[index],
            activity=activity,
            share=share(int(cases.sum()), n),
        )
        for (index, activity), cases in inserted.items()
    ]
    rows.sort(key=lambda row: (-(row.share.value or 0.0), step_ids.index(row.step), row.kind))
    return tuple(rows[:SHOWN])
