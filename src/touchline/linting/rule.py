"""
What a rule is, and the set of rules.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from touchline.errors import kebab
from touchline.linting.finding import Finding
from touchline.location import Location
from touchline.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic, Severity
    from touchline.document.edits import Edit
    from touchline.linting.checked import Checked


class Rule(ABC):
    """
    One known mistake and how it is found.

    To add a rule, put a file into a family of `linting/rules/`, named as the mistake is
    (`structure/too_few_steps.py`), that declares one subclass of the same name in CamelCase:

    1. Let the docstring say what the mistake is, then **Why it matters**, then under **Source** the
       requirement and, where there is one, what was published on it, then a fenced YAML map under
       **Flagged** and one under **Clean**. The maps are tests: the rule must find the first and
       pass the second. `touchline: 1`, `id` and `title` may be left out of them.
    2. State `severity`, which a finding may override, and `requirement`, the row it comes from.
    3. Write `check`, which yields `self.found(...)` for each place. Take words of the map in by
       `checked.said(...)`, days as dates and several names as a tuple: they are written in the
       reader's language when the finding is told. What concerns many places alike is one finding
       with its count, which asks `checked.places.allows(...)` itself. A rule that needs figures
       sets `is_measured = True` and is only asked about measured maps.
    4. Write `mend` where the mistake can be undone without losing anything and without deciding
       anything for the author; `touchline check --fix` makes its edits.
    5. Add `rule.<name>.title`, `.found`, `.why` and `.fix` to the six catalogues.

    Where a rule does not apply, a map says so beside the thing, with its reason:
    `allow: {too-few-steps: "only the return of goods is told here"}`.

    Attributes:
        severity: How much it matters, unless a finding says otherwise.
        is_measured: It needs a measured map.
        requirement: The row of the requirements that it serves.
    """

    severity: ClassVar[Severity] = "warning"
    is_measured: ClassVar[bool] = False
    requirement: ClassVar[str] = ""

    @property
    def name(self) -> str:
        """
        What `allow` calls it.
        """
        return kebab(type(self).__name__)

    @abstractmethod
    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Look for the mistake.

        Args:
            checked: The map, what was measured on it (never None for a rule that is measured) and
                the day on which it is looked over.

        Yields:
            Each place at which it is made.
        """

    def mend(self, checked: Checked) -> Iterator[Edit]:
        """
        Undo the mistake where that loses nothing and decides nothing for the author.

        Args:
            checked: The map, as `check` takes it.

        Yields:
            Edits that are made together; none where only people can help.
        """
        del checked
        yield from ()

    def found(
        self, at: Location | None = None, *, severity: Severity | None = None, **values: object
    ) -> Diagnostic:
        """
        Build a finding.

        Args:
            at: The place; None for the whole map.
            severity: How much this one matters; None for as much as the rule says.
            values: What the sentence `rule.<name>.found` quotes.

        Returns:
            The finding; its printed path is added by the engine.
        """
        return Finding(
            name=self.name,
            key=f"rule.{self.name}.found",
            values=values,
            severity=severity or self.severity,
            at=at or Location(),
        )


#: The rules by name.
RULES: Registry[Rule] = Registry("touchline.linting.rules", Rule, "touchline.rules")
