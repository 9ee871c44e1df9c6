"""
A step that does not reach what was set for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from touchline.i18n import duration_text, number, percent, translate
from touchline.linting.finding import Finding
from touchline.linting.rule import Rule
from touchline.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked
    from touchline.linting.finding import Quoted
    from touchline.measuring.measured import TargetCheck


class TargetMissed(Rule):
    """
    A measured step misses its target.

    Why it matters:
        A target turns a map into an alarm: the build that ships a change fails when customers no
        longer get through. The figure comes with its 95 % interval. When the whole interval lies on
        the wrong side, the miss is beyond chance (error); when only the value does, it may be
        chance and more customers will tell (warning). Figures from too few customers stay warnings.

    Source:
        M6; Wilson, “Probable Inference, the Law of Succession, and Statistical Inference”, Journal
        of the American Statistical Association 22(158), 1927, for the interval of a share.

    Flagged:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - id: order
                name: I order
                targets: [{metric: completion, at_least: 0.5}]
        measured:
          provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 200,
            n_events: 400, measured_at: 2026-01-01T00:00:00Z}
          steps:
            - step: order
              is_bound: true
              targets:
                - metric: completion
                  wanted: 0.5
                  is_floor: true
                  figure: {value: 0.3, n: 200, low: 0.24, high: 0.37, unit: share}
                  verdict: missed
        ```

    Clean:
        ```yaml
        stages:
          - id: buy
            name: Buy
            steps:
              - id: order
                name: I order
                targets: [{metric: completion, at_least: 0.5}]
        measured:
          provenance: {source: log.csv, fingerprint: x, first: null, last: null, n_cases: 200,
            n_events: 400, measured_at: 2026-01-01T00:00:00Z}
          steps:
            - step: order
              is_bound: true
              targets:
                - metric: completion
                  wanted: 0.5
                  is_floor: true
                  figure: {value: 0.6, n: 200, low: 0.53, high: 0.67, unit: share}
                  verdict: met
        ```
    """

    severity = "error"
    is_measured: ClassVar[bool] = True
    requirement: ClassVar[str] = "M6"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Go through the targets that were held against the figures.
        """
        measures = checked.measures
        for measured in measures.steps if measures else ():
            for target in measured.targets:
                if target.verdict in {"missed", "below"} and target.figure is not None:
                    yield self._missed(measured.step, checked.step_name(measured.step), target)

    def _missed(self, step: str, name: Quoted, target: TargetCheck) -> Diagnostic:
        figure = target.figure
        is_sure = target.verdict == "missed" and not (figure and figure.is_thin)
        values = {
            "step": name,
            "metric": target.metric,
            "unit": figure.unit if figure else "share",
            "value": figure.value if figure else None,
            "bound": target.wanted,
            "side": "floor" if target.is_floor else "ceiling",
            "n": figure.n if figure else 0,
        }
        return _Miss(
            name=self.name,
            key=f"rule.{self.name}.found",
            values=values,
            severity="error" if is_sure else "warning",
            at=Location.of(("step", step)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Miss(Finding):
    """
    A miss tells its figure the way the figure's unit is written in the reader's language.
    """

    def told(self, language: str = "en") -> str:
        shown = _written(self.values["value"], self.values["unit"], language)
        wanted = _written(self.values["bound"], self.values["unit"], language)
        return translate(
            self.key, language, **{**self.written(language), "shown": shown, "wanted": wanted}
        )


def _written(value: Any, unit: object, language: str) -> str:
    if unit == "share":
        return percent(value, language)
    if unit == "seconds":
        return duration_text(value, language)
    return number(value, language)
