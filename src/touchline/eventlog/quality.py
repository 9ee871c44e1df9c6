"""
What happened to each row on its way from a source into a log; nothing is silent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from touchline.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How many rows of each kind are shown as examples.
N_EXAMPLES = 5

#: How many characters of a row are quoted in a sentence.
_N_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Example:
    """
    One row as it was found.

    Args:
        row: The global row number, counted from 1 over all files in their order, headers left out.
        text: What stood there.
    """

    row: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """
    Rows that were left out for one reason.

    Args:
        reason: Why, in kebab-case, such as `unparsable-time`.
        n: How many rows.
        examples: The first few of them.
    """

    reason: str
    n: int
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """
    Something that was not stated and had to be assumed.

    Args:
        what: What was missing: `case`, `activity`, `timestamp`, `value`, `channel`, `cases_key`,
            `time_format`, the `attributes` that shall leave a warehouse, or `telling`, the columns
            that may tell who somebody is although ids became pseudonyms.
        answer: What was assumed, mostly the name of a column; of attributes those left behind.
        why: What the guess rests on: `name`, `content` or `default`.
    """

    what: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """
    Cases that one rule takes for machines or tests.

    Args:
        rule: `per-minute`, `per-day`, `listed` or `user-agent`.
        limit: How many events are still taken for a human's; None where the rule has no number.
        n_cases: How many cases it marks.
        n_events: How many events they have.
        is_excluded: They were left out, as asked.
    """

    rule: str
    limit: int | None = None
    n_cases: int
    n_events: int
    is_excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """
    One narrowing of a log after it was read.

    Args:
        name: What was asked, such as `between`.
        n_events: How many events it left out, those without a case included.
        n_cases: How many cases vanished because no event of theirs remained.
    """

    name: str
    n_events: int
    n_cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityReport:
    """
    The account of all rows: read = kept + without a case + dropped + restricted away.

    Args:
        n_rows: Rows read.
        n_kept: Events that belong to a case.
        n_without_case: Events that belong to nobody; they count in totals and in no journey.
        drops: Rows left out, by reason.
        guesses: What was assumed because it was not stated.
        markings: Cases taken for machines or tests, by rule.
        restrictions: What later narrowings left out.
        zone: The zone in which times without one were read.
        n_exact_duplicates: Rows that repeat an earlier one in every column, kept unless dropping
            was asked for.
        n_unmapped: Events whose activity no rule of the activity map knows; None without a map.
        unmapped: The first of those activities.
        unknown_priority: Activities that were to come first in ties and that no event has.
        n_naive: Timestamps without a zone of their own, read in the log's zone.
        n_unreal: Local times that a clock change skips, read with the offset before the change.
        n_ambiguous: Local times that a clock change repeats, read as the first of the two.
        n_unreadable_values: Values that are not numbers, read as missing.
        unmatched_cases: Cases of the log that the table of cases does not know; None without a
            table.
        unused_case_rows: Rows of the table of cases that no event belongs to; None without a table.
        repeated_case_rows: Rows of the table of cases that repeat a case; the first one counts.
        pseudonyms: The mark of the key by which the ids of cases were made; it does not tell the
            key. None when they are as they were.
        crowded: Columns that were left out, since they hold too many different texts.
    """

    n_rows: int = 0
    n_kept: int = 0
    n_without_case: int = 0
    drops: tuple[Drop, ...] = ()
    guesses: tuple[Guess, ...] = ()
    markings: tuple[Marking, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    zone: str = "UTC"
    n_exact_duplicates: int = 0
    n_unmapped: int | None = None
    unmapped: tuple[str, ...] = ()
    unknown_priority: tuple[str, ...] = ()
    n_naive: int = 0
    n_unreal: int = 0
    n_ambiguous: int = 0
    n_unreadable_values: int = 0
    unmatched_cases: int | None = None
    unused_case_rows: int | None = None
    repeated_case_rows: int = 0
    pseudonyms: str | None = None
    crowded: tuple[str, ...] = ()

    @property
    def n_events(self) -> int:
        """
        How many events there are, those without a case included.
        """
        return self.n_kept + self.n_without_case

    @property
    def n_dropped(self) -> int:
        """
        How many rows were left out while reading, whatever the reason.
        """
        return sum(drop.n for drop in self.drops)

    def restricted(
        self, name: str, *, n_kept: int, n_without_case: int, n_cases: int
    ) -> QualityReport:
        """
        Account for one narrowing of the log.

        Args:
            name: What was asked.
            n_kept: Events with a case that remain.
            n_without_case: Events without a case that remain.
            n_cases: Cases that vanish.

        Returns:
            The report of the narrower log.
        """
        n_events = self.n_events - n_kept - n_without_case
        entry = Restriction(name=name, n_events=n_events, n_cases=n_cases)
        return replace(
            self,
            n_kept=n_kept,
            n_without_case=n_without_case,
            restrictions=(*self.restrictions, entry),
        )

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """
        All that a reader of the log's numbers has to know, guesses first.
        """
        return (
            *map(_guessed, self.guesses),
            *([_disguised(self.pseudonyms)] if self.pseudonyms is not None else []),
            *map(_dropped, self.drops),
            *(_counted(*count) for count in self._counts() if count[1]),
            *map(_marked, self.markings),
            *map(_restricted, self.restrictions),
        )

    def rows(self) -> list[dict[str, object]]:
        """
        The account as a table, for JSON and frames.

        Returns:
            One row an entry: its `name`, the number `n` of rows or events, and a `detail`: examples
            of what was left out, the number of cases concerned, or what was guessed.
        """
        counted = [("rows", self.n_rows), ("kept", self.n_kept)]
        counted += [(name, n) for name, n, _, _ in self._counts() if n is not None]
        return [
            *(_row(name, n, "") for name, n in counted),
            *(_row(drop.reason, drop.n, _listed(drop.examples)) for drop in self.drops),
            *(_row(f"marked-{m.rule}", m.n_events, str(m.n_cases)) for m in self.markings),
            *(_row(r.name, r.n_events, str(r.n_cases)) for r in self.restrictions),
            *(_row(f"guessed-{g.what}", None, f"{g.answer} ({g.why})") for g in self.guesses),
            *([_row("pseudonyms", None, self.pseudonyms)] if self.pseudonyms is not None else []),
        ]

    def _counts(self) -> Iterator[tuple[str, int | None, Severity, dict[str, object]]]:
        zone: dict[str, object] = {"zone": self.zone}
        names = ", ".join(self.unmapped[:N_EXAMPLES])
        more = " …" if len(self.unmapped) > N_EXAMPLES else ""
        yield "without-case", self.n_without_case, "warning", {}
        # Rows that are equal as far as they were read may differ in what was not.
        is_whole = all(guess.what != "attributes" for guess in self.guesses)
        yield "exact-duplicates", self.n_exact_duplicates if is_whole else None, "hint", {}
        yield "unmapped", self.n_unmapped, "hint", {"activities": names + more}
        first: dict[str, object] = {"activities": ", ".join(self.unknown_priority)}
        yield "unknown-priority", len(self.unknown_priority), "warning", first
        yield "naive-times", self.n_naive, "hint", zone
        yield "unreal-times", self.n_unreal, "warning", zone
        yield "ambiguous-times", self.n_ambiguous, "hint", zone
        yield "unreadable-values", self.n_unreadable_values, "warning", {}
        left: dict[str, object] = {"columns": ", ".join(self.crowded)}
        yield "crowded-columns", len(self.crowded), "warning", left
        yield "unmatched-cases", self.unmatched_cases, "hint", {}
        yield "unused-case-rows", self.unused_case_rows, "hint", {}
        yield "repeated-case-rows", self.repeated_case_rows, "warning", {}


def _row(name: str, n: int | None, detail: str) -> dict[str, object]:
    return {"name": name, "n": n, "detail": detail}


def _listed(examples: tuple[Example, ...]) -> str:
    return "; ".join(f"{example.row}: {shortened(example.text)}" for example in examples)


def _told(name: str, severity: Severity, values: dict[str, object]) -> Diagnostic:
    frozen = MappingProxyType(values)
    return Diagnostic(name=name, key=f"quality.{name}", values=frozen, severity=severity)


def _guessed(guess: Guess) -> Diagnostic:
    if guess.what == "time_format":
        return _told("time-format", "hint", {"answer": guess.answer.replace("-", "_")})
    if guess.what == "attributes":
        return _told("left-columns", "hint", {"columns": shortened(guess.answer)})
    if guess.what == "telling":
        return _told("telling-columns", "warning", {"columns": shortened(guess.answer)})
    values: dict[str, object] = {"what": guess.what, "answer": guess.answer, "why": guess.why}
    return _told("guess", "hint", values)


def _disguised(mark: str) -> Diagnostic:
    return _told("pseudonyms", "hint", {"mark": mark})


def _dropped(drop: Drop) -> Diagnostic:
    first = drop.examples[0] if drop.examples else None
    values: dict[str, object] = {
        "n": drop.n,
        "row": None if first is None else first.row,
        "text": "" if first is None else shortened(first.text),
    }
    return _told(drop.reason, "warning", values)


def _counted(name: str, n: int | None, severity: Severity, values: dict[str, object]) -> Diagnostic:
    return _told(name, severity, {"n": n, **values})


def _marked(marking: Marking) -> Diagnostic:
    values: dict[str, object] = {
        "rule": marking.rule.replace("-", "_"),
        "limit": marking.limit,
        "n_cases": marking.n_cases,
        "events": marking.n_events,
        "excluded": "yes" if marking.is_excluded else "no",
    }
    return _told("marked-cases", "warning", values)


def _restricted(restriction: Restriction) -> Diagnostic:
    values: dict[str, object] = {"events": restriction.n_events, "n_cases": restriction.n_cases}
    return _told("restricted", "hint", values)


def shortened(text: str) -> str:
    """
    Cut a text to what fits into a sentence.

    Args:
        text: Any text, perhaps of many lines.

    Returns:
        Its beginning on one line.
    """
    line = " ".join(text.split())
    return line if len(line) <= _N_QUOTED else line[:_N_QUOTED] + "…"
