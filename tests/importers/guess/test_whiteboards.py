"""
Exports of whiteboards: notes by their places, their frames and their colours.
"""

from __future__ import annotations

from tests.importers.guess.seen import lanes, left, stages, sure
from touchline.importers.table import Table

PLACED = """\
Type,Text,X,Y,Width,Height,Color
Text,Renting a bike,0,-200,600,60,
Shape,Discover,300,0,520,80,#cccccc
Shape,Ride,950,0,200,80,#cccccc
Sticky note,Sees a stand,300,100,200,80,#ffffff
Sticky note,Asks a friend,620,104,200,80,#ffffff
Sticky note,Pedals,950,110,200,80,#ffffff
Text,Customer actions,0,220,200,40,
Text,Pain points,4,460,190,40,
Sticky note,Walks by,310,230,90,90,#fff9b1
Sticky note,Stops,310,325,90,90,#fff9b1
Sticky note,Calls,630,240,90,90,#fff9b1
Sticky note,Too small,300,470,90,90,#f5c2c7
Sticky note,No lights,960,480,90,90,#f5c2c7
Connector,,300,480,90,90,
"""

FRAMED = """\
ID,Text,BG Color,Area,Type
1,Sees an ad,yellow,Discover,sticky
2,Too loud,light_red,Discover,sticky
3,Pays,yellow,Buy,sticky
4,Add another card,green,Buy,sticky
"""

CONTAINED = """\
Id,Name,Shape Library,Page ID,Contained By,Group,Text Area 1
1,Page,,,,,Page 1
2,Container,Containers,1,,,Before
3,Container,Containers,1,,,After
4,Sticky note,Sticky,1,1|2,,Looks it up
5,Sticky note,Sticky,1,1|3,,Tells others
6,Line,,1,,,
"""

COLOURED = """\
content,left,top,width,height,backgroundColor
Finds,100,0,150,60,#ffffff
Rides,400,0,150,60,#ffffff
walks,110,100,100,100,#ffeb3b
pedals,410,100,100,100,#ffeb3b
far away,110,220,100,100,#f06292
add stands,400,340,100,100,#4caf50
"""


def test_notes_are_put_into_rows_and_columns_by_their_places():
    imported = Table().read(PLACED)

    assert str(imported.journey.title) == "Renting a bike"
    assert stages(imported) == [
        ("Discover", ["Sees a stand", "Asks a friend"]),
        ("Ride", ["Pedals"]),
    ]
    assert lanes(imported) == {
        "actions: Customer actions": {
            "Sees a stand": ["Walks by", "Stops"],
            "Asks a friend": ["Calls"],
        },
        "pain-points": {"Sees a stand": ["Too small"], "Pedals": ["No lights"]},
    }
    assert left(imported) == []


def test_headings_beside_the_middle_of_stacks_take_the_nearest_notes():
    text = (
        "text,x,y,width,height\n"
        "A,200,0,100,40\nB,400,0,100,40\n"
        "Thoughts,0,170,100,40\nPain points,0,470,100,40\n"
        "one,200,80,90,60\ntwo,200,160,90,60\nthree,200,240,90,60\n"
        "four,400,380,90,60\nfive,400,460,90,60\nsix,400,540,90,60\n"
    )

    assert lanes(Table().read(text)) == {
        "thoughts": {"A": ["one", "two", "three"]},
        "pain-points": {"B": ["four", "five", "six"]},
    }


def test_lanes_across_the_board_are_turned():
    text = (
        "text,x,y,width,height\n"
        "Actions,200,0,120,40\nThoughts,400,0,120,40\nPain points,600,0,120,40\n"
        "Look,0,100,120,60\nPay,0,200,120,60\n"
        "reads,205,100,100,60\nhm,405,105,100,60\nslow,610,205,100,60\n"
    )

    imported = Table().read(text)

    assert stages(imported) == [("Journey", ["Look", "Pay"])]
    assert lanes(imported) == {
        "actions": {"Look": ["reads"]},
        "thoughts": {"Look": ["hm"]},
        "pain-points": {"Pay": ["slow"]},
    }


def test_boards_from_right_to_left_begin_at_the_right():
    text = (
        "text,x,y,width,height\n"
        "اقدامات,600,100,120,60\nنقاط درد,600,200,120,60\n"
        "اول,400,0,120,60\nدوم,200,0,120,60\n"
        "می‌بیند,400,100,120,60\nمی‌خرد,200,100,120,60\nگران,200,200,120,60\n"
    )

    imported = Table().read(text, language="fa")

    assert [str(step.name) for step in imported.journey.steps] == ["اول", "دوم"]
    assert lanes(imported)["pain-points"] == {"دوم": ["گران"]}


def test_frames_become_steps_and_colours_become_lanes_that_are_told_as_guesses():
    imported = Table().read(FRAMED)

    assert stages(imported) == [("Journey", ["Discover", "Buy"])]
    assert lanes(imported) == {
        "actions": {"Discover": ["Sees an ad"], "Buy": ["Pays"]},
        "pain-points": {"Discover": ["Too loud"]},
        "opportunities": {"Buy": ["Add another card"]},
    }
    assert not any(sure(imported).values())


def test_containers_that_are_named_by_number_are_followed():
    imported = Table().read(CONTAINED)

    assert lanes(imported) == {"notes": {"Before": ["Looks it up"], "After": ["Tells others"]}}


def test_colours_alone_part_the_notes_below_a_row_of_names():
    imported = Table().read(COLOURED)

    assert stages(imported) == [("Journey", ["Finds", "Rides"])]
    assert lanes(imported) == {
        "actions": {"Finds": ["walks"], "Rides": ["pedals"]},
        "pain-points": {"Finds": ["far away"]},
        "opportunities": {"Rides": ["add stands"]},
    }
    assert not any(sure(imported).values())
