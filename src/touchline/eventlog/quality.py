"""
What happened to each row on its way from a source into a log; nothing is silent.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

#: How many rows of each kind are shown as examples.
N_EXAMPLES = 5


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
        what: What was missing: `case`, `activity`, `timestamp`, `zone` and their like.
        answer: What was assumed, mostly the name of a column.
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
        rule: The rule as it was stated, such as `events-per-minute>60`.
        n_cases: How many cases it marks.
        n_events: How many events they have.
        is_excluded: They were left out, as asked.
    """

    rule: str
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
        n_exact_duplicates: Rows that repeat an earlier one in every column, kept unless dropping
            was asked for.
        n_unmapped: Events whose activity no rule of the activity map knows; None without a map.
        unmapped: The first of those activities.
        n_naive: Timestamps without a zone of their own, read in the log's zone.
        n_unreal: Local times that a clock change skips, read with the offset before the change.
        n_ambiguous: Local times that a clock change repeats, read as the first of the two.
        n_unreadable_values: Values that are not numbers, read as missing.
        unmatched_cases: Cases of the log that the table of cases does not know; None without a
            table.
        unused_case_rows: Rows of the table of cases that no event belongs to; None without a table.
        repeated_case_rows: Rows of the table of cases that repeat a case; the first one counts.
    """

    n_rows: int = 0
    n_kept: int = 0
    n_without_case: int = 0
    drops: tuple[Drop, ...] = ()
    guesses: tuple[Guess, ...] = ()
    markings: tuple[Marking, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    n_exact_duplicates: int = 0
    n_unmapped: int | None = None
    unmapped: tuple[str, ...] = ()
    n_naive: int = 0
    n_unreal: int = 0
    n_ambiguous: int = 0
    n_unreadable_values: int = 0
    unmatched_cases: int | None = None
    unused_case_rows: int | None = None
    repeated_case_rows: int = 0

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
