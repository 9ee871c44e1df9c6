"""
A company's own presentation as the ground of a deck: its masters, layouts, colours and faces.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from touchline.canvas.colour import contrast
from touchline.canvas.errors import LowContrast
from touchline.canvas.theme import checked, load_theme
from touchline.exporters._errors import MasterRefused
from touchline.exporters._markup import escaped
from touchline.exporters._pptx.foreign import Relation, opened
from touchline.exporters._pptx.palette import N_ACCENTS, Palette
from touchline.exporters._pptx.shapes import EMU
from touchline.exporters._pptx.template import (
    Frame,
    LayoutName,
    Look,
    MarkName,
    Template,
    notes_master,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree import ElementTree as ET

    from touchline.canvas.theme import Theme
    from touchline.diagnostics import Diagnostic
    from touchline.exporters._pptx.foreign import Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

#: A body of less than this is no room for content, px.
_LEAST_BODY = 240.0

#: What stands for a relation that a part does not have.
_NONE = Relation("", "", is_outside=True)


def read_master(
    content: bytes, look: Look, *, at: str = ""
) -> tuple[Template, tuple[Diagnostic, ...]]:
    """
    Take masters, layouts and colours from a presentation.

    Args:
        content: The file.
        look: The theme where the master's colours cannot serve, and the language.
        at: What the file is called in messages.

    Returns:
        The template, and what was left out of it.

    Raises:
        MasterRefused: The file is no sound presentation.
    """
    package = opened(content, at)
    main = next(
        (target for kind, target, _ in package.relations("").values() if kind == "officeDocument"),
        "",
    )
    root = package.tree(main) if main else None
    if root is None or root.tag != f"{_P}presentation":
        raise MasterRefused.no_presentation(at)
    if any(name.lower().endswith("vbaproject.bin") for name in package.archive.namelist()):
        package.warn("macros")
    related = package.relations(main)
    masters: list[tuple[str, int]] = []
    for row in root.iterfind(f"{_P}sldMasterIdLst/{_P}sldMasterId"):
        _, target, is_outside = related.get(row.get(f"{_R}id", ""), _NONE)
        if is_outside:
            raise MasterRefused.broken(at, main)
        package.keep(target)
        masters.append((target, _number(row.get("id"), 2_147_483_648 + 100_000 * len(masters))))
    if not masters:
        raise MasterRefused.no_presentation(at)
    size = root.find(f"{_P}sldSz")
    width, height = (
        (_number(size.get(side), 0) if size is not None else 0) / EMU for side in ("cx", "cy")
    )
    if not (width > 0 and height > 0):
        raise MasterRefused.broken(at, main)
    template = _template(package, masters, (width, height), look)
    return template, tuple(package.warnings.values())


def _number(text: str | None, otherwise: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return otherwise


def _template(
    package: Package, masters: list[tuple[str, int]], size: tuple[float, float], look: Look
) -> Template:
    master = masters[0][0]
    tree = package.tree(master)
    related = package.relations(master)
    layouts = [
        target
        for row in tree.iterfind(f"{_P}sldLayoutIdLst/{_P}sldLayoutId")
        for kind, target, _ in [related.get(row.get(f"{_R}id", ""), _NONE)]
        if kind == "slideLayout" and target in package.kept
    ]
    trees = {name: package.tree(name) for name in layouts}
    if not trees:
        raise MasterRefused.no_presentation(package.at)
    chosen = _layouts(trees)
    colours = _colours(package, tree, related)
    theme, has_ground = _theme(look, colours, tree)
    title = _frame(trees[chosen["content"]], tree, ("title", "ctrTitle")) or Frame(
        0.05 * size[0], 0.05 * size[1], 0.9 * size[0], 0.12 * size[1]
    )
    body = _body(tree, title, size)
    named = {
        colours[f"accent{i}"]: (f"accent{i}", 1.0)
        for i in range(1, N_ACCENTS + 1)
        if f"accent{i}" in colours
    }
    for name, colour in (("bg1", theme.paper), ("tx1", theme.ink)):
        if colours.get(name) == colour.upper():
            named[colour.upper()] = (name, 1.0)
    notes_name, notes_parts, notes_types = notes_master(replace(look, theme=theme))
    kinds = {
        name: kind
        for name, kind in package.kinds.items()
        if name.endswith(".xml") or name.rpartition(".")[2].lower() not in _PLAIN
    }
    return Template(
        parts={**package.kept, **notes_parts},
        types={**kinds, **notes_types},
        masters=tuple(masters),
        notes_master=notes_name,
        layouts=chosen,
        width=size[0],
        height=size[1],
        title=title,
        body=body,
        theme=theme,
        palette=Palette(named),
        marks=_marks(trees[chosen["title"]], trees[chosen["content"]]),
        has_cover=False,
        has_ground=has_ground,
    )


#: Endings whose content types the writer knows itself.
_PLAIN = {"png", "jpeg", "jpg", "gif"}


def _layouts(trees: Mapping[str, ET.Element]) -> dict[LayoutName, str]:
    """
    Choose the layout of the cover and the one of all others by their kind, else by what they hold.
    """
    by_kind: dict[str, str] = {}
    for name, tree in trees.items():
        by_kind.setdefault(tree.get("type", ""), name)
    titled = [
        name
        for name, tree in trees.items()
        if any(kind in {"title", "ctrTitle"} for kind in _placeholders(tree))
    ]

    def load(name: str) -> int:
        return len(_placeholders(trees[name]))

    plain = by_kind.get("titleOnly") or min(titled or list(trees), key=load)
    return {"title": by_kind.get("title", plain), "content": plain}


def _placeholders(tree: ET.Element) -> list[str]:
    return [mark.get("type", "body") for mark in tree.iter(f"{_P}ph")]


def _marks(cover: ET.Element, content: ET.Element) -> dict[MarkName, str]:
    """
    Find by which marks slides call the placeholders of their layouts.
    """
    wanted: tuple[tuple[MarkName, ET.Element, set[str]], ...] = (
        ("cover", cover, {"title", "ctrTitle"}),
        ("line", cover, {"subTitle"}),
        ("title", content, {"title", "ctrTitle"}),
        ("footer", content, {"ftr"}),
        ("number", content, {"sldNum"}),
    )
    found: dict[MarkName, str] = {}
    for name, tree, kinds in wanted:
        for mark in tree.iter(f"{_P}ph"):
            if mark.get("type") in kinds:
                given = ((key, mark.get(key)) for key in ("type", "sz", "idx"))
                found[name] = " ".join(
                    f'{key}="{escaped(value)}"' for key, value in given if value is not None
                )
                break
    return found


def _frame(layout: ET.Element, master: ET.Element, kinds: tuple[str, ...]) -> Frame | None:
    """
    Find where a placeholder stands on the layout, else on the master.
    """
    for tree in (layout, master):
        for shape in tree.iter(f"{_P}sp"):
            mark = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
            place = shape.find(f"{_P}spPr/{_A}xfrm")
            if mark is None or place is None or mark.get("type", "body") not in kinds:
                continue
            offset, extent = place.find(f"{_A}off"), place.find(f"{_A}ext")
            if offset is not None and extent is not None:
                numbers = (
                    offset.get("x"), offset.get("y"), extent.get("cx"), extent.get("cy")
                )  # fmt: skip
                return Frame(*(_number(each, 0) / EMU for each in numbers))
    return None


def _body(master: ET.Element, title: Frame, size: tuple[float, float]) -> Frame:
    """
    Find the room for content: that of the master's text, clear of the title.
    """
    width, height = size
    found = _frame(master, master, ("body",))
    if found is None or found.width < _LEAST_BODY or found.height < _LEAST_BODY:
        top = title.y + title.height + 0.02 * height
        found = Frame(0.05 * width, top, 0.9 * width, 0.93 * height - top)
    top = found.y
    if title.y < top + found.height / 2:
        top = max(top, title.y + title.height + 4)
    return Frame(found.x, top, found.width, max(found.y + found.height - top, 1.0))


def _colours(
    package: Package,
    master: ET.Element,
    related: Mapping[str, Relation],
) -> dict[str, str]:
    """
    Read the colours of the master's theme by the names that slides use.
    """
    theme = next((target for kind, target, _ in related.values() if kind == "theme"), "")
    tree = package.tree(theme) if theme in package.kept else None
    scheme = tree.find(f"{_A}themeElements/{_A}clrScheme") if tree is not None else None
    plain: dict[str, str] = {}
    for row in scheme if scheme is not None else ():
        value = next(iter(row), None)
        if value is not None:
            digits = value.get("lastClr") or value.get("val") or ""
            if re.fullmatch("[0-9A-Fa-f]{6}", digits):
                plain[row.tag.removeprefix(_A)] = "#" + digits.upper()
    named = dict(plain)
    chosen = master.find(f"{_P}clrMap")
    for name in ("bg1", "tx1", "bg2", "tx2"):
        meant = chosen.get(name, "") if chosen is not None else ""
        if meant in plain:
            named[name] = plain[meant]
    return named


def _theme(look: Look, colours: Mapping[str, str], master: ET.Element) -> tuple[Theme, bool]:
    """
    Draw in the company's colours where they can be read, and say whether the ground is plain.
    """
    paper = _ground(master, colours)
    base = look.theme
    if paper and contrast(paper, "#FFFFFF") > contrast(paper, "#000000"):
        base = load_theme("dark")
    hues = tuple(colours[f"accent{i}"] for i in range(1, N_ACCENTS + 1) if f"accent{i}" in colours)
    tries = (
        {
            "stages": hues or base.stages,
            "paper": paper or base.paper,
            "ink": colours.get("tx1", ""),
        },
        {"stages": hues or base.stages, "paper": paper or base.paper},
        {"stages": hues or base.stages},
    )
    for tried in tries:
        try:
            wanted: dict[str, Any] = {name: value for name, value in tried.items() if value}
            found = checked(replace(base, name="company", **wanted))
            return found, bool(paper) and found.paper == paper
        except LowContrast:
            continue
    return base, False


def _ground(master: ET.Element, colours: Mapping[str, str]) -> str:
    """
    Find the plain colour behind the slides; empty when it is a picture or a run of colours.
    """
    behind = master.find(f"{_P}cSld/{_P}bg")
    if behind is None:
        return colours.get("bg1", "")
    reference = behind.find(f"{_P}bgRef")
    fill = behind.find(f"{_P}bgPr/{_A}solidFill")
    if reference is not None and _number(reference.get("idx"), 0) != _PLAIN_FILL:
        return ""
    holder = reference if reference is not None else fill
    colour = next(iter(holder), None) if holder is not None else None
    if colour is None or len(colour):
        return ""
    if colour.tag == f"{_A}srgbClr":
        return "#" + colour.get("val", "").upper()
    return colours.get(colour.get("val", ""), "")


#: The number of the plain fill among those of a theme's grounds.
_PLAIN_FILL = 1001
