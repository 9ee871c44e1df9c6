from dataclasses import replace

from tests.exporters.pictures import picture
from touchline.canvas.primitives import Ellipse, Group, Icon, Line, Path, Rect
from touchline.exporters._bounds import Bounds, Spot, linked_boxes

HREF = "https://example.org/"


def boxes_of(*children, link=HREF):
    group = Group(children=children, role="card", link=link)
    return linked_boxes(replace(picture(), children=(group,)))


def test_a_box_holds_every_primitive_of_its_group():
    spots = boxes_of(
        Rect(x=10, y=20, width=30, height=5),
        Ellipse(cx=100, cy=40, rx=8, ry=4),
        Line(x1=5, y1=30, x2=50, y2=60, stroke="#000000"),
        Icon(name="search", x=60, y=90, size=12, colour="#000000"),
        Path(commands=(("M", 20.0, 18.0), ("C", 1.0, 2.0, 3.0, 4.0, 5.0, 6.0), ("Z",))),
    )

    # By hand: from the curve's first handle at 1, 2 to the ellipse's right and the icon's foot.
    assert spots == (Spot(HREF, Bounds(1, 2, 107, 100)),)


def test_a_link_inside_another_one_lies_above_it():
    inner = Group(children=(Rect(x=1, y=1, width=2, height=2),), role="chip", link=HREF + "a")

    spots = boxes_of(Rect(x=0, y=0, width=9, height=9), inner)

    assert [spot.href for spot in spots] == [HREF, HREF + "a"]


def test_what_leads_nowhere_has_no_box():
    assert boxes_of(Rect(x=0, y=0, width=9, height=9), link="javascript:alert(1)") == ()
    assert boxes_of() == ()
