"""
What a workspace knows of its map files without reading them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from touchline.document import dump, load
from touchline.document.closed import plain
from touchline.document.read import journey_of, rebuilt
from touchline.executors import use
from touchline.measuring.measure import measure
from touchline.progress import Cancel, Cancelled, reporting
from touchline.samples import INVENTED, SAMPLES
from touchline.sources import read_log
from touchline.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from touchline.progress import Progress

#: So many maps are worth other processes, and more than are written at once.
MANY = 200


def write_maps(folder: Path, n: int = MANY) -> None:
    for i in range(n):
        stages = f"[{{id: s, name: S, steps: [{{id: x, name: Step {i}}}]}}]"
        cells = f"[{{at: x, cards: [{{id: p, text: Pain {i}}}]}}]"
        lanes = f"[{{id: l, kind: pain-points, cells: {cells}}}]"
        text = f"touchline: 1\nid: m{i}\ntitle: Map {i}\nstages: {stages}\nlanes: {lanes}\n"
        (folder / f"m{i}.map.yaml").write_text(text, encoding="utf-8")


def test_several_processes_see_what_one_sees(tmp_path: Path) -> None:
    write_maps(tmp_path)
    (tmp_path / "broken.map.yaml").write_text("touchline: [", encoding="utf-8")

    with use("processes", workers=2), Workspace.create(tmp_path) as workspace:
        together = [*workspace.maps(), *workspace.shelf.cards(), *workspace.shelf.outlines()]
    (tmp_path / ".touchline" / "workspace.sqlite").unlink()
    with Workspace.restore(tmp_path) as workspace:
        alone = [*workspace.maps(), *workspace.shelf.cards(), *workspace.shelf.outlines()]

    assert together == alone
    assert len(alone) == 3 * MANY + 1


def test_a_look_that_is_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    Workspace.create(tmp_path).close()
    write_maps(tmp_path)
    cancel = Cancel()

    def stop(progress: Progress) -> None:
        if progress.done == 150:
            cancel.now()

    with reporting(stop, cancel=cancel), pytest.raises(Cancelled):
        Workspace.open(tmp_path)
    seen: list[Progress] = []
    with reporting(seen.append), Workspace.open(tmp_path) as workspace:
        n_maps = len(workspace.maps())

    # By hand: two batches of 64 were written before the 150th map.
    assert (n_maps, seen[-1].done, seen[-1].work) == (MANY, MANY - 128, "map")


def test_a_map_is_rebuilt_as_its_file_has_it(tmp_path: Path) -> None:
    shop = INVENTED["invented_shop"]
    log = read_log(shop.path, cases=shop.cases, zone=shop.zone, **shop.columns)
    for file in (shop.journey, shop.blueprint, SAMPLES["online_retail_uk"].journey):
        dump(load(file), tmp_path / f"{file.parent.name}-{file.stem}.map.yaml")
    dump(measure(journey_of(load(shop.journey)), log), tmp_path / "measured.map.yaml")

    with Workspace.create(tmp_path) as workspace:
        texts = {one.file: workspace.shelf.text_of(one.file) for one in workspace.maps()}
        nothing = workspace.shelf.text_of("lost.map.yaml")

    assert len(texts) == 4
    for name, text in texts.items():
        assert text is not None
        assert rebuilt(text) == load(tmp_path / name)
    assert nothing is None


def test_an_outline_is_the_map_without_its_lanes(tmp_path: Path) -> None:
    for file in (INVENTED["invented_shop"].journey, INVENTED["invented_shop"].blueprint):
        (tmp_path / file.name).write_bytes(file.read_bytes())

    with Workspace.create(tmp_path) as workspace:
        outlines = dict(workspace.shelf.outlines())
        (one,) = workspace.shelf.outlines("map.yaml")
        nothing = list(workspace.shelf.outlines("lost.map.yaml"))

    for name, outline in outlines.items():
        whole = plain(journey_of(load(tmp_path / name)))
        assert plain(outline) == {key: value for key, value in whole.items() if key != "lanes"}
    assert one == ("map.yaml", outlines["map.yaml"])
    assert nothing == []


def test_the_cards_of_one_map_are_those_of_all_maps_in_it(tmp_path: Path) -> None:
    write_maps(tmp_path, 3)

    with Workspace.create(tmp_path) as workspace:
        of_one = list(workspace.shelf.cards_of("m1.map.yaml", "pain-points"))
        of_all = list(workspace.shelf.cards("pain-points"))

        assert of_one == [card for card in of_all if card.file == "m1.map.yaml"]
        assert [card.text for card in of_one] == ["Pain 1"]
        assert list(workspace.shelf.cards_of("m1.map.yaml", "changes")) == []
        assert list(workspace.shelf.cards_of("lost.map.yaml")) == []


def test_a_map_is_found_by_its_id_and_by_its_file(tmp_path: Path) -> None:
    write_maps(tmp_path, 3)

    with Workspace.create(tmp_path) as workspace:
        found = [workspace.shelf.file_of(name) for name in ("m1", "m1.map.yaml", "m9")]

    assert found == ["m1.map.yaml", "m1.map.yaml", None]
