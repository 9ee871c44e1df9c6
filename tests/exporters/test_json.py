from tests.exporters.maps import measured_shop, shop_map
from tests.exporters.pictures import picture
from touchline.document.read import loads
from touchline.exporters.json import Json
from touchline.measuring.measured import MeasuredMap
from touchline.model.map import JourneyMap


def test_a_map_is_read_back_as_it_was():
    journey = shop_map("de")

    read = loads(Json().export(journey).decode(), "json")

    assert isinstance(read, JourneyMap)
    assert read.model_dump() == journey.model_dump()


def test_a_picture_gives_the_map_that_it_carries():
    measured = measured_shop()

    read = loads(Json().export(picture(subject=measured)).decode(), "json")

    assert isinstance(read, MeasuredMap)
    assert read.measures == measured.measures
