"""
Opportunities are ranked by published methods and by a team's own formulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workspace.chain import OPPORTUNITIES, journey, put_map
from touchline.document.read import load
from touchline.document.write import dump
from touchline.measuring.measured import Figure, MeasuredMap, Measures, Provenance, StepMeasures
from touchline.model.work.formula import Formula
from touchline.workspace.formulas import UnreadableFormula
from touchline.workspace.ranking import (
    UnknownMethod,
    UnknownNumber,
    method_named,
    positions,
    ranked,
)
from touchline.workspace.register import register_of

if TYPE_CHECKING:
    from touchline.workspace import Workspace


def order(workspace: Workspace, by: str) -> list[tuple[int | None, str]]:
    found = ranked(register_of(workspace), method_named(workspace, by))
    return [(one.rank, one.entry.id) for one in found]


def test_what_has_no_score_stands_behind_and_says_what_it_lacks(workspace: Workspace) -> None:
    put_map(workspace)

    found = ranked(register_of(workspace), method_named(workspace, "rice"))

    assert [(one.rank, one.entry.id) for one in found] == [(1, "o1"), (None, "o2"), (None, "o3")]
    assert found[0].score.value == 800
    assert found[1].score.missing == ("reach", "rice.impact", "rice.confidence", "rice.effort")


def test_reach_is_counted_from_the_events_of_the_step(workspace: Workspace) -> None:
    put_map(workspace)
    file = workspace.folder / "shop.map.yaml"
    measures = Measures(
        provenance=Provenance.model_validate(
            {
                "source": "log.csv", "fingerprint": "x", "n_cases": 9000, "n_events": 20000,
                "first": "2026-01-01T00:00:00Z", "last": "2026-07-02T15:00:00Z",
                "measured_at": "2026-07-03T00:00:00Z",
            }
        ),
        steps=(
            StepMeasures(
                step="pay", is_bound=True, visitors=Figure(value=500, n=9000, unit="customers")
            ),
        ),
    )  # fmt: skip
    dump(MeasuredMap(load(file), measures), file)  # type: ignore[arg-type]
    workspace.shelf.refresh()

    first = ranked(register_of(workspace), method_named(workspace, "rice"))[0]

    # By hand: 500 customers in 182.625 days are 250 a quarter; 250 x 2 x 0.8 / 4 = 100. The stated
    # 2,000 no longer count.
    assert first.reach_is_counted
    assert first.reach == pytest.approx(250)
    assert first.score.value == pytest.approx(100)


def test_ties_share_a_rank_over_all_maps(workspace: Workspace) -> None:
    put_map(workspace)
    put_map(workspace, journey("other", opportunities=OPPORTUNITIES[:1]))

    assert order(workspace, "rice")[:3] == [(1, "o1"), (1, "o1"), (None, "o2")]


def test_a_formula_ranks_by_the_numbers_that_it_names(workspace: Workspace) -> None:
    put_map(workspace)

    # By hand: 2 x 8 - 3 = 13 and 2 x 4 - 8 = 0.
    assert order(workspace, "2 * value - effort") == [(1, "o1"), (2, "o2"), (None, "o3")]


def test_a_kept_formula_is_called_by_its_name_and_may_prefer_less(workspace: Workspace) -> None:
    put_map(workspace)
    workspace.put(
        Formula.model_validate(
            {"id": "ease", "title": "Ease", "expression": "effort", "better": "lower"}
        )
    )

    assert order(workspace, "ease")[:2] == [(1, "o1"), (2, "o2")]


def test_a_formula_may_use_other_scores(workspace: Workspace) -> None:
    put_map(workspace)

    found = ranked(register_of(workspace), method_named(workspace, "rice + value_effort"))

    assert found[0].score.value == pytest.approx(800 + 8 / 3)


def test_a_method_that_nobody_knows_is_told_with_its_neighbour(workspace: Workspace) -> None:
    put_map(workspace)

    with pytest.raises(UnknownMethod, match="did you mean “rice”"):
        order(workspace, "rise")
    with pytest.raises(UnknownNumber, match="did you mean “value”"):
        order(workspace, "valu * 2")
    with pytest.raises(UnknownMethod):
        order(workspace, "2rice")
    with pytest.raises(UnreadableFormula):
        order(workspace, "value ** 2")


def test_a_kept_formula_that_cannot_be_read_is_told_with_its_place(workspace: Workspace) -> None:
    put_map(workspace)
    workspace.put(Formula.model_validate({"id": "fit", "title": "Fit", "expression": "value **"}))

    with pytest.raises(UnreadableFormula, match="formula/fit"):
        order(workspace, "fit")


def test_a_matrix_places_each_between_the_ends_of_its_axes(workspace: Workspace) -> None:
    put_map(workspace)

    quick, slow, bare = positions(register_of(workspace), "effort", "value")

    # By hand: effort 3 and value 8 on axes from 1 to 10.
    assert (quick.across, quick.up) == pytest.approx((2 / 9, 7 / 9))
    assert (quick.x_half, quick.y_half, quick.quadrant) == ("low", "high", "quick-win")
    assert slow.quadrant == "time-sink"
    assert (bare.across, bare.missing) == (None, ("effort", "value"))


def test_own_axes_end_at_the_least_and_the_most(workspace: Workspace) -> None:
    put_map(workspace)

    first, second, _ = positions(register_of(workspace), "effort * 2", "value / 4")

    assert [(one.across, one.up) for one in (first, second)] == [(0, 1), (1, 0)]
    assert first.quadrant is None
