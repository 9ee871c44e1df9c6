import pytest

from tests.golden.shop import journey, measured
from touchline.canvas.theme import load_theme
from touchline.scene.compose import compose
from touchline.scene.styles import STYLES, UnknownStyle


def test_a_picture_speaks_the_language_of_its_map_unless_asked_otherwise() -> None:
    own = journey().model_copy(update={"language": "de"})

    assert compose(own).language == "de"
    assert compose(own, language="zh-TW").language == "zh-Hant"


def test_a_picture_knows_the_map_it_shows() -> None:
    given = measured()

    assert compose(given).subject is given


def test_a_theme_may_be_given_by_name_or_as_itself() -> None:
    assert compose(journey(), theme="dark") == compose(journey(), theme=load_theme("dark"))


def test_an_unknown_style_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownStyle) as caught:
        compose(journey(), style="gird")

    told = caught.value.told()
    assert told.startswith("There is no style “gird”.\n  hint: did you mean “grid”? There are: ")
    assert told.endswith(", ".join(STYLES))
