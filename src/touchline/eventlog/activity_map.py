"""
What activities are called in the questions, whatever the source calls them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The one format of activity maps so far.
VERSION = 1


class UnreadableActivityMap(InputError):
    """
    An activity map says something that no rule can mean.
    """

    @classmethod
    def because(cls, reason: str, at: str) -> UnreadableActivityMap:
        """
        Build the error for one fault.

        Args:
            reason: The fault, as the catalogue selects it.
            at: Where in the map.

        Returns:
            The error.
        """
        return cls(at=at, reason=reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRule:
    r"""
    One renaming: some activities, or all that match a regular expression, become one.

    Args:
        to: The new name; None leaves the events out, and counts them.
        activities: The names that the rule is about.
        pattern: A regular expression that a name has to contain, such as `^/product/\d+$`.
    """

    to: str | None
    activities: tuple[str, ...] = ()
    pattern: str | None = None

    def knows(self, activity: str) -> bool:
        """
        Decide whether the rule is about an activity.

        Args:
            activity: Its name in the source.

        Returns:
            True when the name is listed or the pattern occurs in it.
        """
        if activity in self.activities:
            return True
        return self.pattern is not None and re.search(self.pattern, activity) is not None

    def to_dict(self) -> dict[str, object]:
        """
        Write the rule as it stands in a file.

        Returns:
            Plain lists and texts, without what is not said.
        """
        written: dict[str, object] = {}
        if self.activities:
            written["activities"] = list(self.activities)
        if self.pattern is not None:
            written["pattern"] = self.pattern
        return written | ({"drop": True} if self.to is None else {"to": self.to})


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityMap:
    """
    Renamings in their order; the first rule that knows an activity decides.

    An activity that no rule knows keeps its name and is counted.

    Args:
        rules: The renamings.
        version: The version of the format.

    Examples:
        >>> names = ActivityMap.from_dict({"rules": [{"pattern": "^/p/[0-9]+$", "to": "product"}]})
        >>> names.renamed("/p/17"), names.renamed("/cart")
        ('product', '/cart')
    """

    rules: tuple[ActivityRule, ...] = ()
    version: int = VERSION

    @classmethod
    def from_dict(cls, written: object) -> ActivityMap:
        """
        Read a map from the plain content of a file.

        Args:
            written: A mapping with `version` and `rules`; each rule has `activities`, a list, or
                `pattern`, and either `to` or `drop: true`.

        Returns:
            The map.

        Raises:
            UnreadableActivityMap: Something in it cannot be meant.
        """
        if not isinstance(written, Mapping):
            raise UnreadableActivityMap.because("not_a_mapping", "$")
        if written.get("version", VERSION) != VERSION:
            raise UnreadableActivityMap.because("other_version", "version")
        unknown = sorted(set(map(str, written)) - {"version", "rules"})
        if unknown:
            raise UnreadableActivityMap.because("unknown_key", unknown[0])
        rules = written.get("rules", [])
        if not isinstance(rules, list):
            raise UnreadableActivityMap.because("not_a_list", "rules")
        return cls(rules=tuple(_rule(rule, f"rules[{i}]") for i, rule in enumerate(rules)))

    def to_dict(self) -> dict[str, object]:
        """
        Write the map as it stands in a file.

        Returns:
            Plain numbers, lists and texts; `from_dict` reads them back.
        """
        return {"version": self.version, "rules": [rule.to_dict() for rule in self.rules]}

    def rule_for(self, activity: str) -> ActivityRule | None:
        """
        Find the rule that decides.

        Args:
            activity: The name in the source.

        Returns:
            The first rule that knows it; None when none does.
        """
        return next((rule for rule in self.rules if rule.knows(activity)), None)

    def renamed(self, activity: str) -> str | None:
        """
        Say what an activity is called.

        Args:
            activity: The name in the source.

        Returns:
            The new name, the old one when no rule knows it, None when it is left out.
        """
        rule = self.rule_for(activity)
        return activity if rule is None else rule.to

    def unmapped(self, activities: Sequence[str]) -> tuple[str, ...]:
        """
        List what no rule knows.

        Args:
            activities: Names in the source.

        Returns:
            Those without a rule, in the given order.
        """
        return tuple(name for name in activities if self.rule_for(name) is None)


def _rule(written: object, at: str) -> ActivityRule:
    if not isinstance(written, Mapping):
        raise UnreadableActivityMap.because("not_a_mapping", at)
    unknown = sorted(set(map(str, written)) - {"activities", "pattern", "to", "drop"})
    if unknown:
        raise UnreadableActivityMap.because("unknown_key", f"{at}.{unknown[0]}")
    is_dropped = written.get("drop", False) is True
    if is_dropped == ("to" in written):
        raise UnreadableActivityMap.because("to_or_drop", at)
    to = None if is_dropped else str(written["to"]).strip()
    if to == "":
        raise UnreadableActivityMap.because("blank_name", f"{at}.to")
    names = written.get("activities", [])
    if not isinstance(names, list):
        raise UnreadableActivityMap.because("not_a_list", f"{at}.activities")
    pattern = _pattern(written.get("pattern"), f"{at}.pattern")
    if not names and pattern is None:
        raise UnreadableActivityMap.because("nothing_to_match", at)
    return ActivityRule(to=to, activities=tuple(map(str, names)), pattern=pattern)


def _pattern(written: object, at: str) -> str | None:
    if written is None:
        return None
    try:
        re.compile(str(written))
    except re.error as fault:
        raise UnreadableActivityMap.because("broken_pattern", at) from fault
    return str(written)
