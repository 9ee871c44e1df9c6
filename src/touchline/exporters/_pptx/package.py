"""
Slides, their notes and what they stand on, zipped so that equal decks are equal files.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from touchline.exporters._markup import escaped
from touchline.exporters._pptx.faces import FACE_KIND, face_list
from touchline.exporters._pptx.relations import DECLARATION, Media, Relations
from touchline.exporters._pptx.shapes import EMU, Drawing
from touchline.exporters._pptx.template import KIND, ROOT, SPACES, Frame, LayoutName, transform
from touchline.exporters._pptx.text import locale_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from touchline.canvas.primitives import Scene
    from touchline.exporters._pptx.template import Template

#: A slide without a picture shows it nowhere.
NOWHERE = Frame(0, 0, 0, 0)

#: The first number that a slide may have.
_FIRST_SLIDE = 256

#: Numbers of masters begin here; those of layouts share the range.
_FIRST_MASTER = 2_147_483_648

#: How hard the file is packed: more would take twice as long for three parts in a hundred.
_PACKED = 4
#: The day that stands in the directory of the zip; the format knows no earlier one.
_DAY = (1980, 1, 1, 0, 0, 0)

#: The shortest and the longest side of a slide that the format allows, px.
_LEAST_SIDE, LONGEST_SIDE = 96.0, 5376.0

#: The size of a page of notes, EMU.
_NOTES_SIZE = (6_858_000, 9_144_000)

_PROPERTIES = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "fntdata": FACE_KIND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """
    One slide.

    Args:
        title: Its title, which every slide has, seen or not.
        layout: What it stands on.
        scene: What it shows below the title; None for nothing.
        scale: Pixels of the slide per pixel of the scene.
        frame: Where the scene lies on the slide.
        line: What stands below the title of a cover.
        notes: What to say.
        footer: What stands at its foot.
        is_title_hidden: The picture shows its title itself.
    """

    title: str
    layout: LayoutName = "content"
    scene: Scene | None = None
    scale: float = 1.0
    frame: Frame = NOWHERE
    line: str = ""
    notes: str = ""
    footer: str = ""
    is_title_hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """
    A whole presentation.

    Args:
        title: What it is called.
        about: What it shows, in a sentence.
        language: Its language tag.
        is_rtl: It is read from right to left.
        template: What the slides stand on.
        slides: The slides in order.
        day: The day that it is dated; None for none.
        has_fonts: It carries the faces of our own master.
    """

    title: str
    about: str
    language: str
    is_rtl: bool
    template: Template
    slides: tuple[Slide, ...]
    day: dt.date | None = None
    has_fonts: bool = True


def packed(deck: Deck) -> bytes:
    """
    Write a presentation.

    Args:
        deck: The presentation.

    Returns:
        The content of the file.
    """
    template, media = deck.template, Media()
    parts: dict[str, bytes] = {}
    types: dict[str, str] = {**template.types}
    presentation = Relations(media)
    masters = [presentation.part("slideMaster", name) for name, _ in template.masters]
    notes_master = presentation.part("notesMaster", template.notes_master)
    slides = []
    for number, slide in enumerate(deck.slides, start=1):
        name, notes = f"ppt/slides/slide{number}.xml", f"ppt/notesSlides/notesSlide{number}.xml"
        slides.append(presentation.part("slide", name))
        relations = Relations(media)
        relations.part("slideLayout", template.layouts[slide.layout])
        if slide.notes:
            relations.part("notesSlide", notes)
            back = Relations(media)
            back.part("notesMaster", template.notes_master)
            back.part("slide", name)
            parts[notes] = _notes(deck, slide)
            parts[_beside(notes)] = back.written()
            types[notes] = f"{KIND}notesSlide+xml"
        parts[name] = _slide(deck, slide, number, relations)
        parts[_beside(name)] = relations.written()
        types[name] = f"{KIND}slide+xml"
    themes = (name for name in template.parts if re.fullmatch(r"ppt/theme/theme[^/]*\.xml", name))
    theme = next(themes, None)
    if theme:
        presentation.part("theme", theme)
    main = "ppt/presentation.xml"
    words = {**template.parts, **parts} if deck.has_fonts else {}
    carried, faces = face_list(template.families, words, presentation)
    parts |= faces
    parts[main] = _presentation(deck, masters, notes_master, slides, carried)
    parts[_beside(main)] = presentation.written()
    types[main] = f"{KIND}presentation.main+xml"
    parts |= _properties(deck)
    types["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    types["docProps/app.xml"] = (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    )
    return _zipped({**template.parts, **parts, **media.parts}, types)


def _beside(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _slide(deck: Deck, slide: Slide, number: int, relations: Relations) -> bytes:
    template = deck.template
    frame = slide.frame
    drawing = Drawing(
        palette=template.palette,
        relations=relations,
        scale=slide.scale,
        left=frame.x,
        top=frame.y,
        last_id=9,
    )
    drawn = drawing.shapes(slide.scene.children) if slide.scene else []
    marks = template.marks
    is_cover = slide.layout == "title"
    title = _words(
        2,
        "Title",
        marks.get("cover" if is_cover else "title", 'type="title"'),
        slide.title,
        deck,
        # What a listener hears first stands above the slide, where nobody sees it.
        frame=Frame(0, -60, template.width, 50) if slide.is_title_hidden else None,
    )
    more = ""
    if is_cover and slide.line and "line" in marks:
        more = _words(3, "Subtitle", marks["line"], slide.line, deck)
    if not is_cover and not slide.is_title_hidden:
        if slide.footer and "footer" in marks:
            more += _words(4, "Footer", marks["footer"], slide.footer, deck)
        if "number" in marks:
            more += _number(deck, number, marks["number"])
    behind = ""
    if slide.is_title_hidden and slide.scene:
        fill = template.palette.paint(slide.scene.background)
        behind = f"<p:bg><p:bgPr>{fill}<a:effectLst/></p:bgPr></p:bg>"
    inner = "".join([each.markup for each in drawn])
    return (
        f"{DECLARATION}<p:sld {SPACES}><p:cSld>{behind}<p:spTree>{ROOT}{title}{inner}{more}"
        "</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    ).encode()


def _words(
    number: int, name: str, kind: str, words: str, deck: Deck, *, frame: Frame | None = None
) -> str:
    """
    Fill a placeholder; a paragraph for each line.
    """
    place = f"<p:spPr>{transform(frame)}</p:spPr>" if frame else "<p:spPr/>"
    direction = f' rtl="{int(deck.is_rtl)}"'
    paragraphs = "".join(
        f'<a:p><a:pPr{direction}/><a:r><a:rPr lang="{locale_of(deck.language)}" dirty="0"/>'
        f"<a:t>{escaped(line)}</a:t></a:r></a:p>"
        for line in words.splitlines() or [""]
    )
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr>'
        f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>'
        f"{place}<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp>"
    )


def _number(deck: Deck, number: int, mark: str) -> str:
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="5" name="Number"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {mark}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr rtl="{int(deck.is_rtl)}"/>'
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f'<a:rPr lang="{locale_of(deck.language)}"/><a:t>{number}</a:t></a:fld></a:p>'
        "</p:txBody></p:sp>"
    )


def _notes(deck: Deck, slide: Slide) -> bytes:
    image = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide image"/><p:cNvSpPr><a:spLocks noGrp="1" '
        'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr>'
        "</p:nvSpPr><p:spPr/></p:sp>"
    )
    words = _words(3, "Notes", 'type="body" sz="quarter" idx="3"', slide.notes, deck)
    return (
        f"{DECLARATION}<p:notes {SPACES}><p:cSld><p:spTree>{ROOT}{image}{words}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    ).encode()


def _presentation(
    deck: Deck, masters: Sequence[str], notes_master: str, slides: Sequence[str], faces: str
) -> bytes:
    template = deck.template
    wide, high = (
        round(max(_LEAST_SIDE, min(LONGEST_SIDE, side)) * EMU)
        for side in (template.width, template.height)
    )
    numbers = [number for _, number in template.masters]
    master_list = "".join(
        f'<p:sldMasterId id="{number}" r:id="{relation}"/>'
        for number, relation in zip(numbers, masters, strict=True)
    )
    slide_list = "".join(
        f'<p:sldId id="{_FIRST_SLIDE + i}" r:id="{relation}"/>' for i, relation in enumerate(slides)
    )
    direction = ' rtl="1"' if deck.is_rtl else ""
    # Who saves the deck again shall keep its faces.
    direction += ' embedTrueTypeFonts="1"' if faces else ""
    return (
        f'{DECLARATION}<p:presentation {SPACES}{direction} saveSubsetFonts="1">'
        f"<p:sldMasterIdLst>{master_list}</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId "
        f'r:id="{notes_master}"/></p:notesMasterIdLst><p:sldIdLst>{slide_list}</p:sldIdLst>'
        f'<p:sldSz cx="{wide}" cy="{high}"/><p:notesSz cx="{_NOTES_SIZE[0]}" '
        f'cy="{_NOTES_SIZE[1]}"/>{faces}{template.defaults}</p:presentation>'
    ).encode()


def _properties(deck: Deck) -> dict[str, bytes]:
    main = Relations(Media())
    main.part("officeDocument", "ppt/presentation.xml")
    main.part(_PROPERTIES, "docProps/core.xml")
    main.part("extended-properties", "docProps/app.xml")
    dates = ""
    if deck.day is not None:
        moment = f"{deck.day.isoformat()}T00:00:00Z"
        dates = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    core = (
        f"{DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(deck.title)}</dc:title><dc:description>{escaped(deck.about)}"
        f"</dc:description><dc:language>{escaped(deck.language)}</dc:language>{dates}"
        "</cp:coreProperties>"
    )
    app = (
        f"{DECLARATION}<Properties "
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Touchline</Application><Slides>{len(deck.slides)}</Slides></Properties>"
    )
    return {
        "_rels/.rels": main.written(),
        "docProps/core.xml": core.encode(),
        "docProps/app.xml": app.encode(),
    }


def _zipped(parts: dict[str, bytes], types: dict[str, str]) -> bytes:
    endings = sorted({name.rpartition(".")[2].lower() for name in parts} | {"rels", "xml"})
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{_TYPES[ending]}"/>'
        for ending in endings
        if ending in _TYPES
    )
    overrides = "".join(
        f'<Override PartName="/{escaped(name)}" ContentType="{escaped(kind)}"/>'
        for name, kind in sorted(types.items())
    )
    first = (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f"{defaults}{overrides}</Types>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", first.encode()), *sorted(parts.items())):
            entry = zipfile.ZipInfo(name, date_time=_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The machine that writes shall not be seen in the file.
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, content, compresslevel=_PACKED)
    return file.getvalue()
