from dataclasses import replace

import pytest

from tests.exporters.maps import measured_shop, shop_map
from tests.exporters.pictures import picture
from touchline.exporters import EXPORTERS, export, exporter_for
from touchline.exporters._errors import NothingBehindPicture, UnknownFormat
from touchline.exporters.png import Png
from touchline.exporters.svg import Svg
from touchline.scene.compose import compose


def test_the_ending_of_a_file_chooses_the_format(tmp_path):
    place = export(picture(), tmp_path / "map.SVG")

    assert place.read_bytes() == Svg().export(picture())


def test_a_named_format_goes_before_the_ending(tmp_path):
    place = export(picture(), str(tmp_path / "map.txt"), to="svg")

    assert place.read_bytes() == Svg().export(picture())


def test_an_exporter_with_its_own_settings_can_be_given(tmp_path):
    place = export(picture(), tmp_path / "map.png", to=Png(scale=1))

    assert place.read_bytes() == Png(scale=1).export(picture())


def test_an_unknown_ending_names_those_there_are(tmp_path):
    with pytest.raises(UnknownFormat) as caught:
        export(picture(), tmp_path / "map.pdff")

    assert caught.value.values["suggestion"] == "pdf"
    assert "svg" in caught.value.hint()
    assert not list(tmp_path.iterdir())


def test_an_unknown_name_is_refused():
    with pytest.raises(UnknownFormat):
        exporter_for("povray")


def test_a_path_without_ending_is_refused(tmp_path):
    with pytest.raises(UnknownFormat):
        export(picture(), tmp_path / "map")


@pytest.mark.parametrize("name", ["html", "json", "md"])
def test_a_format_that_tells_needs_the_map(name):
    with pytest.raises(NothingBehindPicture) as caught:
        EXPORTERS[name].export(picture())

    assert caught.value.values == {"format": name}


@pytest.mark.parametrize("name", ["svg", "png", "pdf", "html", "json", "md"])
def test_a_map_is_drawn_in_the_plain_style_first(name):
    for subject in (shop_map(), measured_shop("fa")):
        assert EXPORTERS[name].export(subject)


def test_a_picture_of_a_map_gives_the_same_file_as_the_map():
    measured = measured_shop()

    for name in ("svg", "html", "md"):
        assert EXPORTERS[name].export(compose(measured)) == EXPORTERS[name].export(measured)


def test_settings_are_values():
    assert replace(Png(), scale=3.0) == Png(scale=3.0)
    assert EXPORTERS["png"] == Png()
