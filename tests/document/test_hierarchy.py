"""
Maps form a tree by their links, and what is no tree is told (P7, R-102).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.document.hierarchy import hierarchy, map_files

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, name: str, *links: str) -> Path:
    steps = "[{id: first, name: First}, {id: second, name: Second}]"
    lines = [
        "touchline: 1",
        f"id: {name}",
        f"title: {name.title()}",
        f"stages: [{{id: stage, name: Stage, steps: {steps}}}]",
    ]
    if links:
        lines += ["links:", *(f"  - {{id: l{i}, {link}}}" for i, link in enumerate(links))]
    file = folder / f"{name}.map.yaml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def shape(folder: Path) -> list[tuple[int, str]]:
    tree = hierarchy(map_files(folder))
    return [(depth, placed.file.name.partition(".")[0]) for depth, placed in tree.walk()]


def test_lifecycle_journeys_and_micro_journeys_are_a_tree_of_three_levels(tmp_path: Path) -> None:
    # One relation is told from above and one from below; both count alike.
    write(
        tmp_path,
        "life",
        "kind: detail, map: buy.map.yaml, step: second",
        "kind: detail, map: ask.map.yaml, step: first",
    )
    write(tmp_path, "ask")
    write(tmp_path, "buy")
    write(tmp_path, "pay", "kind: overview, map: buy.map.yaml, their_step: first")

    found = shape(tmp_path)

    # By hand: parts stand in the order of the steps that they tell.
    assert found == [(0, "life"), (1, "ask"), (1, "buy"), (2, "pay")]


def test_a_relation_that_both_maps_tell_counts_once(tmp_path: Path) -> None:
    write(tmp_path, "life", "kind: detail, map: buy.map.yaml, step: second")
    write(tmp_path, "buy", "kind: overview, map: life.map.yaml")

    tree = hierarchy(map_files(tmp_path))

    assert tree.faults == ()
    assert [part.step for part in tree.roots[0].parts] == ["second"]


def test_before_and_after_may_go_in_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "buy", "kind: after, map: use.map.yaml")
    write(tmp_path, "use", "kind: after, map: buy.map.yaml", "kind: before, map: buy.map.yaml")

    tree = hierarchy(map_files(tmp_path))

    assert tree.faults == ()
    assert len(tree.roots) == 2


@pytest.mark.parametrize("n", [1, 2, 3])
def test_parts_in_a_circle_are_told_and_all_maps_still_listed(n: int, tmp_path: Path) -> None:
    names = ["one", "two", "three"][:n]
    for name, following in zip(names, [*names[1:], names[0]], strict=True):
        write(tmp_path, name, f"kind: detail, map: {following}.map.yaml")

    tree = hierarchy(map_files(tmp_path))

    assert [fault.name for _, fault in tree.faults] == ["circular-hierarchy"]
    assert len(list(tree.walk())) == n


def test_a_map_with_two_larger_ones_is_told(tmp_path: Path) -> None:
    write(tmp_path, "a", "kind: detail, map: shared.map.yaml")
    write(tmp_path, "b", "kind: detail, map: shared.map.yaml")
    write(tmp_path, "shared")

    tree = hierarchy(map_files(tmp_path))

    assert [(file.name, fault.name) for file, fault in tree.faults] == [
        ("shared.map.yaml", "two-overviews")
    ]
    assert [(depth, placed.file.name) for depth, placed in tree.walk()] == [
        (0, "a.map.yaml"),
        (1, "shared.map.yaml"),
        (0, "b.map.yaml"),
    ]


def test_a_part_in_another_folder_is_opened_too(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    write(tmp_path / "parts", "pay")
    life = write(tmp_path, "life", "kind: detail, map: parts/pay.map.yaml")

    tree = hierarchy([life])

    assert [placed.file.name for _, placed in tree.walk()] == ["life.map.yaml", "pay.map.yaml"]


def test_a_file_that_is_no_map_stands_in_the_tree_with_its_fault(tmp_path: Path) -> None:
    (tmp_path / "broken.map.yaml").write_text("touchline: 1\n", encoding="utf-8")
    write(tmp_path, "life", "kind: detail, map: broken.map.yaml")

    tree = hierarchy(map_files(tmp_path))

    assert [fault.name for _, fault in tree.faults] == ["unreadable-map", "unreadable-linked-map"]
    assert [placed.journey is None for placed in tree.roots] == [True, False]


def test_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".old").mkdir()
    write(tmp_path / ".old", "gone")
    write(tmp_path, "here")

    found = map_files(tmp_path)

    assert [file.name for file in found] == ["here.map.yaml"]
