"""
Folders of files as sets of extensions, tried on real packages written to disk.
"""

from __future__ import annotations

import importlib
import itertools
import sys
from typing import TYPE_CHECKING

import pytest

from touchline.registry import Registry, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Files = dict[str, str]

CONTRACT = """
from abc import ABC, abstractmethod

class Animal(ABC):
    @abstractmethod
    def sound(self) -> str: ...
"""
COW = """
from zoo{n} import Animal

TALK = {{"cow": ["moo"]}}

class Cow(Animal):
    name = "cow"

    def sound(self) -> str:
        return "moo"
"""
_numbers = itertools.count()


@pytest.fixture
def write_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Files], str]]:
    """
    Give a function that writes a package of its own name and makes it importable.
    """
    written = []

    def write(files: Files) -> str:
        n = next(_numbers)
        package = f"zoo{n}"
        for path, text in {"__init__.py": CONTRACT, **files}.items():
            file = tmp_path / package / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.format(n=n), encoding="utf-8")
        written.append(package)
        return package

    monkeypatch.syspath_prepend(tmp_path)
    yield write
    for name in [name for name in sys.modules if name.split(".")[0] in written]:
        del sys.modules[name]


def registry_of(package: str, entry_points: str | None = None) -> Registry:
    return Registry(package, importlib.import_module(package).Animal, entry_points)


def test_a_file_in_the_folder_is_an_instance_under_its_kebab_case_name(write_package):
    guinea_pig = COW.replace("class Cow", "class GuineaPig").replace('    name = "cow"', "")
    package = write_package({"cow.py": COW, "guinea_pig.py": guinea_pig})

    animals = registry_of(package)

    assert list(animals) == ["cow", "guinea-pig"]
    assert animals["cow"].sound() == "moo"
    assert type(animals["guinea-pig"]).__name__ == "GuineaPig"


def test_names_are_listed_without_importing_a_file(write_package):
    package = write_package({"cow.py": "raise AssertionError('imported')"})

    listed = names(package)

    assert listed == ("cow",)
    assert f"{package}.cow" not in sys.modules


def test_asking_for_one_extension_loads_no_other(write_package):
    package = write_package({"cow.py": COW, "horse.py": "raise AssertionError('imported')"})

    animals = registry_of(package)

    assert "horse" in animals
    assert animals["cow"] is animals["cow"]


def test_folders_within_the_folder_are_walked_and_private_files_are_passed_over(write_package):
    package = write_package(
        {"farm/__init__.py": "", "farm/cow.py": COW, "farm/_udder.py": "", "_barn/door.py": ""}
    )

    animals = registry_of(package)

    assert list(animals) == ["cow"]
    assert animals["cow"].sound() == "moo"


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("from zoo{n} import Animal", "none"),
        (COW + "\n\nclass Ox(Cow):\n    pass\n", "Cow, Ox"),
    ],
)
def test_a_file_that_declares_none_or_two_is_refused_by_its_path(write_package, source, count):
    package = write_package({"cow.py": source})

    animals = registry_of(package)

    with pytest.raises(TypeError, match=rf"cow\.py declares one Animal; found: {count}$"):
        animals["cow"]


@pytest.mark.parametrize(
    ("file", "source", "said"),
    [("bull.py", COW, "cow"), ("cow.py", COW.replace('"cow"\n', '"kuh"\n'), "kuh")],
)
def test_file_class_and_name_say_the_same(write_package, file, source, said):
    package = write_package({file: source})

    animals = registry_of(package)

    with pytest.raises(TypeError, match=f"but its class says '{said}'"):
        animals[file.removesuffix(".py")]


def test_a_contract_may_ask_for_classes_instead_of_instances(write_package):
    as_classes = CONTRACT + "\n    registered_as_class = True\n"
    package = write_package({"__init__.py": as_classes, "cow.py": COW})

    animals = registry_of(package)

    assert animals["cow"].__name__ == "Cow"
    assert animals["cow"]().sound() == "moo"


def test_a_stranger_joins_through_an_entry_point(write_package, tmp_path):
    package = write_package({"cow.py": COW})
    stranger = COW.replace("Cow", "Llama").replace('"cow"\n', '"llama"\n').replace("moo", "hum")
    outsider = write_package({"andes.py": stranger.replace("zoo{n}", package)})
    described = tmp_path / "andes-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: andes\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text(f"[{package}]\nllama = {outsider}.andes:Llama\n")

    animals = registry_of(package, entry_points=package)

    assert names(package, entry_points=package) == ("cow", "llama")
    assert animals["llama"].sound() == "hum"


def test_a_stranger_with_a_name_that_is_taken_is_refused(write_package, tmp_path):
    package = write_package({"cow.py": COW})
    described = tmp_path / "rival-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: rival\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text(f"[{package}]\ncow = rival:Cow\n")

    with pytest.raises(TypeError, match=r"rival:Cow declares 'cow', which zoo\d+\.cow declares"):
        names(package, entry_points=package)


def test_a_name_that_does_not_exist_is_a_key_error(write_package):
    animals = registry_of(write_package({"cow.py": COW}))

    assert "yak" not in animals
    assert animals.get("yak") is None
    with pytest.raises(KeyError, match="yak"):
        animals["yak"]
