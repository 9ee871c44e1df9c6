"""
What an answer warns of; the words are in the catalogues under `warning.`.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic
from touchline.kernels.intervals import cases_needed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from touchline.analysis._record import Interval
    from touchline.analysis._step import Step
    from touchline.compiled.log import CompiledLog
    from touchline.diagnostics import Severity
    from touchline.eventlog.log import EventLog

#: From this share of pending cases on, the mature rate speaks first.
MANY_PENDING = 0.05


def warning(
    name: str, path: str = "", severity: Severity = "warning", **values: object
) -> Diagnostic:
    """
    Build one warning.

    Args:
        name: What kind of warning, in kebab-case.
        path: The part of the answer that it is about.
        severity: How much it matters.
        values: What the sentence quotes.

    Shapes:
        none.

    Units:
        none.

    Returns:
        The warning, worded by `warning.<name>`.

    Source:
        None needed.
    """
    return Diagnostic(name=name, key=f"warning.{name}", values=values, severity=severity, path=path)


def about_log(log: EventLog | CompiledLog) -> tuple[Diagnostic, ...]:
    """
    Warn of what in a log touches every question.

    Args:
        log: The events.

    Shapes:
        none.

    Units:
        none.

    Returns:
        At most one warning each: no events, events without a case, dates without times.

    Source:
        docs/explanation/questions.md.
    """
    found = []
    if log.log_start is None:
        found.append(warning("empty-log"))
    if log.quality.n_without_case:
        found.append(warning("anonymous-events", severity="hint", n=log.quality.n_without_case))
    if log.is_day_precise:
        found.append(warning("day-precise", severity="hint"))
    return tuple(found)


def unmatched(
    steps: Sequence[Step], counts: Sequence[int], log: EventLog | CompiledLog, path: str
) -> list[Diagnostic]:
    """
    Warn of steps that no event of the log matches.

    Args:
        steps: The steps.
        counts: How many events each matches.
        log: The events, whose activities are suggested.
        path: The option that names the steps.

    Shapes:
        k steps, k counts.

    Units:
        events.

    Returns:
        A warning for each such step, with the activity that comes nearest if one does.

    Source:
        docs/explanation/questions.md.
    """
    found = []
    for i, (step, count) in enumerate(zip(steps, counts, strict=True)):
        if count or log.log_start is None:
            continue
        near = difflib.get_close_matches(step.name, log.activities, n=1, cutoff=0.6)
        suggestion = near[0] if near and near[0] != step.name else ""
        place = f"{path}[{i}]"
        found.append(warning("unmatched-step", place, step=step.name, suggestion=suggestion))
    return found


def wide(
    shares: Iterable[tuple[str, int, int, Interval | None]], tolerance: float
) -> list[Diagnostic]:
    """
    Warn of the share that most lacks cases.

    Args:
        shares: For each share its name, count, basis and interval.
        tolerance: The widest interval that will do.

    Shapes:
        none.

    Units:
        tolerance is a share; widths are told in percentage points.

    Returns:
        Nothing, or one warning that says how many more cases would be needed at the observed rate.

    Source:
        docs/explanation/questions.md.
    """
    worst: tuple[int, str, int, Interval] | None = None
    for name, count, n, bounds in shares:
        if bounds is None or bounds.high - bounds.low <= tolerance:
            continue
        more = max(1, cases_needed(count / n, tolerance) - n)
        if worst is None or more > worst[0]:
            worst = (more, name, n, bounds)
    if worst is None:
        return []
    more, name, n, bounds = worst
    points = round((bounds.high - bounds.low) * 100)
    return [warning("wide-interval", path=name, what=name, points=points, n=n, more=more)]
