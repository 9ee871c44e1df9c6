"""
Copy the icons of Lucide into the package as plain path data.

    python build.py          write icons.json and icons.LICENSE from the pinned npm package
    python build.py --lock   remake the lock, without the address of any registry

Every shape becomes moves, lines and cubic curves in absolute coordinates on the 24 px grid, so that
whoever draws an icon needs no parser for arcs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from touchline.canvas.path_data import path_commands

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
CANVAS = HERE.parent.parent / "src" / "touchline" / "canvas"
PACKAGE = HERE / "node_modules" / "lucide-static"

SVG = "{http://www.w3.org/2000/svg}"

Point = tuple[float, float]


def npm(*arguments: str) -> None:
    """
    Run npm in this folder.

    Args:
        arguments: What follows `npm`.
    """
    program = shutil.which("npm")
    if program is None:
        sys.exit("npm is not installed; it brings the icons. Install Node.js 20 or later.")
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run([program, *arguments, *flags], cwd=HERE, check=True)  # noqa: S603 (our own words)


def lock() -> None:
    """
    Remake the lock so that it names packages and hashes but no registry.
    """
    npm("install", "--package-lock-only")
    path = HERE / "package-lock.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for entry in content["packages"].values():
        entry.pop("resolved", None)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def ellipse(cx: float, cy: float, rx: float, ry: float) -> str:
    """
    Write a whole ellipse as path data.

    Args:
        cx: The x of its centre.
        cy: The y of its centre.
        rx: Its horizontal radius.
        ry: Its vertical radius.

    Returns:
        The `d` attribute.
    """
    half = f"a{rx} {ry} 0 1 0"
    return f"M{cx - rx} {cy}{half} {2 * rx} 0{half} {-2 * rx} 0Z"


def rectangle(x: float, y: float, width: float, height: float, radii: Point) -> str:
    """
    Write a rectangle as path data.

    Args:
        x: Its left edge.
        y: Its upper edge.
        width: Its width.
        height: Its height.
        radii: The radii of its corners.

    Returns:
        The `d` attribute.
    """
    rx, ry = min(radii[0], width / 2), min(radii[1], height / 2)
    if not rx or not ry:
        return f"M{x} {y}h{width}v{height}h{-width}Z"
    corner = f"a{rx} {ry} 0 0 1"
    return (
        f"M{x + rx} {y}h{width - 2 * rx}{corner} {rx} {ry}v{height - 2 * ry}{corner} {-rx} {ry}"
        f"h{2 * rx - width}{corner} {-rx} {-ry}v{2 * ry - height}{corner} {rx} {-ry}Z"
    )


def outline(tag: str, attributes: dict[str, str]) -> str:
    """
    Write any shape that Lucide uses as path data.

    Args:
        tag: The name of the SVG element.
        attributes: Its attributes.

    Returns:
        The `d` attribute.
    """

    def value(name: str, otherwise: float = 0.0) -> float:
        return float(attributes.get(name, otherwise))

    def points() -> str:
        return f"M{attributes['points']}"

    writers: dict[str, Callable[[], str]] = {
        "path": lambda: attributes["d"],
        "circle": lambda: ellipse(value("cx"), value("cy"), value("r"), value("r")),
        "ellipse": lambda: ellipse(value("cx"), value("cy"), value("rx"), value("ry")),
        "line": lambda: f"M{value('x1')} {value('y1')}L{value('x2')} {value('y2')}",
        "polyline": points,
        "polygon": lambda: points() + "Z",
        "rect": lambda: rectangle(
            value("x"),
            value("y"),
            value("width"),
            value("height"),
            (value("rx", value("ry")), value("ry", value("rx"))),
        ),
    }
    if tag not in writers:
        sys.exit(f"Lucide draws with <{tag}>, which this script cannot turn into a path.")
    return writers[tag]()


def printed(number: float) -> str:
    """
    Write a number as short as a thousandth of the grid allows.

    Args:
        number: A coordinate.

    Returns:
        It, without needless zeros.
    """
    text = f"{number:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def traced(data: str) -> str:
    """
    Rewrite path data with absolute moves, lines and cubic curves only.

    Args:
        data: Any `d` attribute.

    Returns:
        The same drawing.
    """
    try:
        commands = path_commands(data)
    except ValueError as fault:
        sys.exit(f"This path cannot be read: {data!r} at {fault}")
    return "".join(
        str(letter) + " ".join(printed(float(number)) for number in numbers)
        for letter, *numbers in commands
    )


def drawing(path: Path) -> str:
    """
    Read one icon.

    Args:
        path: Its SVG file.

    Returns:
        Its shapes as one string of path data.
    """
    root = ET.parse(path).getroot()  # noqa: S314 (the file is pinned by its hash)
    return "".join(
        traced(outline(shape.tag.removeprefix(SVG), dict(shape.attrib))) for shape in root
    )


def fill() -> None:
    """
    Fetch the package and write what the canvas reads.
    """
    npm("ci")
    icons = {path.stem: drawing(path) for path in sorted((PACKAGE / "icons").glob("*.svg"))}
    # One icon a line, so that a change of one is a change of one line.
    lines = ",\n".join(f"{json.dumps(name)}:{json.dumps(data)}" for name, data in icons.items())
    (CANVAS / "icons.json").write_text("{\n" + lines + "\n}\n", encoding="utf-8")
    shutil.copyfile(PACKAGE / "LICENSE", CANVAS / "icons.LICENSE")


if __name__ == "__main__":
    lock() if "--lock" in sys.argv[1:] else fill()
