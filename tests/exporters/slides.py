"""
Presentations taken apart: their parts as trees, and what a reader of them would trip over.
"""

import posixpath
import zipfile
from io import BytesIO
from xml.etree import ElementTree as ET

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

#: The order that the schema of DrawingML demands of what describes a shape and a paragraph.
ORDERS = {
    f"{P}spPr": ("xfrm", "custGeom", "prstGeom", "noFill", "solidFill", "ln"),
    f"{A}ln": ("noFill", "solidFill", "custDash", "round"),
    f"{A}pPr": ("lnSpc", "spcBef", "buNone"),
    f"{A}rPr": ("solidFill", "latin", "ea", "cs", "hlinkClick"),
    f"{A}p": ("pPr", "r", "br", "fld", "endParaRPr"),
    f"{P}cSld": ("bg", "spTree"),
    f"{P}sp": ("nvSpPr", "spPr", "txBody"),
}


def parts(content):
    """
    Unpack a presentation.
    """
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def slides(content):
    """
    Parse the slides in order.
    """
    found = parts(content)
    n = sum(name.startswith("ppt/slides/slide") for name in found)
    return [ET.fromstring(found[f"ppt/slides/slide{i}.xml"]) for i in range(1, n + 1)]


def notes(content):
    """
    Collect what is said to each slide.
    """
    found = parts(content)
    names = sorted(name for name in found if name.startswith("ppt/notesSlides/notes"))
    return {name: words(ET.fromstring(found[name])) for name in names}


def words(tree):
    """
    Collect the words of a part, a line for each paragraph.
    """
    return [
        "".join(run.text or "" for run in paragraph.iter(f"{A}t"))
        for paragraph in tree.iter(f"{A}p")
    ]


def title(slide):
    """
    Find the title of a slide.
    """
    for shape in slide.iter(f"{P}sp"):
        mark = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if mark is not None and mark.get("type") in {"title", "ctrTitle"}:
            return " ".join(words(shape))
    return ""


def faults(content):
    """
    List what a program that reads presentations by their rules would refuse.
    """
    found = parts(content)
    listed = ET.fromstring(found["[Content_Types].xml"])
    typed = {row.get("PartName", "") for row in listed.iter(f"{TYPES}Override")}
    endings = {row.get("Extension") for row in listed.iter(f"{TYPES}Default")}
    wrong = []
    for name, body in found.items():
        if f"/{name}" not in typed and name.rpartition(".")[2] not in endings:
            wrong.append(f"{name} has no content type")
        if name.endswith((".xml", ".rels")):
            tree = ET.fromstring(body)
            wrong += [f"{name}: {line}" for line in _disorder(tree)]
            wrong += [f"{name}: {line}" for line in _loose(name, tree, found)]
    wrong += [f"{name} is listed and missing" for name in typed if name[1:] not in found]
    return wrong


def _disorder(tree):
    for parent in tree.iter():
        order = ORDERS.get(parent.tag)
        if order is None:
            continue
        names = [child.tag.partition("}")[2] for child in parent]
        # What others wrote holds more than what we write.
        places = [order.index(name) for name in names if name in order]
        if parent.tag == f"{A}p":
            # Runs and line breaks follow each other as they are read.
            places = [0 if place == 0 else 1 for place in places]
        if places != sorted(places):
            yield f"{parent.tag} holds {[child.tag for child in parent]}"
    numbers = [mark.get("id") for mark in tree.iter(f"{P}cNvPr")]
    if len(numbers) != len(set(numbers)):
        yield "two shapes have one number"


def _loose(name, tree, found):
    folder, _, file = name.rpartition("/")
    listed = found.get(f"{folder}/_rels/{file}.rels")
    rows = {row.get("Id"): row for row in ET.fromstring(listed)} if listed else {}
    for element in tree.iter():
        for key, value in element.attrib.items():
            if key.startswith(R) and value not in rows:
                yield f"{value} leads nowhere"
    for row in rows.values():
        target = posixpath.normpath(posixpath.join("/" + folder, row.get("Target", ""))).lstrip("/")
        if row.get("TargetMode") != "External" and target not in found:
            yield f"{row.get('Target')} is missing"
