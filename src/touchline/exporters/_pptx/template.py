"""
What slides stand on: a master with its theme and layouts, our own or a company's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from touchline.exporters._pptx.palette import Palette
from touchline.exporters._pptx.relations import DECLARATION, Media, Relations
from touchline.exporters._pptx.shapes import EMU
from touchline.exporters._pptx.text import locale_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from touchline.canvas.fonts import Family
    from touchline.canvas.theme import Theme
    from touchline.exporters._pptx.logo import Logo

#: The namespaces that every part of a presentation declares.
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)

#: What content types of a presentation begin with.
KIND = "application/vnd.openxmlformats-officedocument.presentationml."

#: The content type of a theme.
THEME_KIND = "application/vnd.openxmlformats-officedocument.theme+xml"

#: The first layout's number; numbers of masters and layouts share one range.
_FIRST_ID = 2_147_483_648

#: Which layouts our own master has.
LayoutName = Literal["title", "content"]

#: The placeholders that slides fill.
MarkName = Literal["cover", "line", "title", "footer", "number"]

#: What our own layouts call them.
_MARKS: dict[MarkName, str] = {
    "cover": 'type="ctrTitle"',
    "line": 'type="subTitle" idx="1"',
    "title": 'type="title"',
    "footer": 'type="ftr" sz="quarter" idx="11"',
    "number": 'type="sldNum" sz="quarter" idx="12"',
}

#: The faces of each language, as the theme names them: Latin, Chinese and Persian letters.
_PERSIAN: Family = "Vazirmatn"
_CHINESE: Family = "NotoSansSC"
_CHINESE_OF: dict[str, Family] = {"zh-Hant": "NotoSansTC"}

#: What the bundled families call themselves.
_TITLES: dict[Family, str] = {
    "Inter": "Inter",
    "Vazirmatn": "Vazirmatn",
    "NotoSansSC": "Noto Sans SC",
    "NotoSansTC": "Noto Sans TC",
}


class Frame(NamedTuple):
    """
    A box on a slide, px.
    """

    x: float
    y: float
    width: float
    height: float

    def flipped(self, width: float) -> Frame:
        """
        Move the box to the other side.

        Args:
            width: The width of the slide.

        Returns:
            The box seen in a mirror.
        """
        return self._replace(x=width - self.x - self.width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """
    Everything that a deck takes over rather than makes.

    Args:
        parts: Masters, layouts, themes and their pictures, by the name of the part.
        types: The content types of those that need one of their own.
        masters: The names of the slide masters with their numbers.
        notes_master: The name of the master of notes.
        layouts: The layout of title slides and that of all others, by the name of the part.
        width: The width of a slide, px.
        height: Its height, px.
        title: Where the title of a slide stands.
        body: Where its content stands.
        theme: The colours that pictures are drawn in.
        palette: The colours that have a name.
        marks: How slides call the placeholders of their layouts; one that a layout lacks is absent.
        has_cover: Its cover has room for a picture of ours.
        has_ground: What lies behind the content is a plain colour that words can be read on.
        defaults: How text stands that nobody has styled, as markup.
        families: The bundled families that its theme names, Latin letters first; none where it is
            a company's own.
    """

    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    masters: tuple[tuple[str, int], ...]
    notes_master: str
    layouts: Mapping[LayoutName, str]
    width: float
    height: float
    title: Frame
    body: Frame
    theme: Theme
    palette: Palette = field(default_factory=Palette)
    marks: Mapping[MarkName, str] = field(default_factory=lambda: _MARKS)
    has_cover: bool = True
    has_ground: bool = True
    defaults: str = ""
    families: tuple[Family, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """
    What our own master shows.

    Args:
        theme: The colours.
        accents: The six accents.
        language: The language of the deck.
        is_rtl: It is read from right to left.
        logo: The company's mark; None without one.
    """

    theme: Theme
    accents: tuple[str, ...]
    language: str
    is_rtl: bool
    logo: Logo | None = None


#: Our own slides: 16 to 9, 13.33 inches wide.
WIDTH, HEIGHT = 1280.0, 720.0
_TITLE = Frame(48, 24, 1184, 56)
_BODY = Frame(48, 92, 1184, 584)
_COVER_TITLE = Frame(72, 96, 1000, 190)
_COVER_LINE = Frame(72, 300, 1000, 60)
_NUMBER = Frame(1132, 686, 100, 22)
_FOOTER = Frame(48, 686, 900, 22)
_LOGO_HEIGHT, _LOGO_WIDEST = 30.0, 180.0


def own_template(look: Look, palette: Palette) -> Template:
    """
    Make a master of our own.

    Args:
        look: What it shows.
        palette: The colours that have a name.

    Returns:
        The template.
    """
    media = Media()
    master = Relations(media)
    for number in (1, 2):
        master.part("slideLayout", f"ppt/slideLayouts/slideLayout{number}.xml")
    master.part("theme", "ppt/theme/theme1.xml")
    mark = _logo(look, master)
    parts: dict[str, bytes] = {
        "ppt/slideMasters/slideMaster1.xml": _master(look, mark),
        "ppt/slideLayouts/slideLayout1.xml": _cover_layout(look),
        "ppt/slideLayouts/slideLayout2.xml": _content_layout(look),
        "ppt/theme/theme1.xml": theme_part(look),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": master.written(),
    }
    for number in (1, 2):
        layout = Relations(media)
        layout.part("slideMaster", "ppt/slideMasters/slideMaster1.xml")
        parts[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = layout.written()
    types = {
        "ppt/slideMasters/slideMaster1.xml": f"{KIND}slideMaster+xml",
        "ppt/slideLayouts/slideLayout1.xml": f"{KIND}slideLayout+xml",
        "ppt/slideLayouts/slideLayout2.xml": f"{KIND}slideLayout+xml",
        "ppt/theme/theme1.xml": THEME_KIND,
    }
    notes_name, notes_parts, notes_types = notes_master(look)
    return Template(
        parts={**parts, **notes_parts, **media.parts},
        types={**types, **notes_types},
        masters=(("ppt/slideMasters/slideMaster1.xml", _FIRST_ID),),
        notes_master=notes_name,
        layouts={
            "title": "ppt/slideLayouts/slideLayout1.xml",
            "content": "ppt/slideLayouts/slideLayout2.xml",
        },
        width=WIDTH,
        height=HEIGHT,
        title=_TITLE,
        body=_BODY,
        theme=look.theme,
        palette=palette,
        families=_families(look),
    )


def notes_master(look: Look) -> tuple[str, dict[str, bytes], dict[str, str]]:
    """
    Make the master of speaker notes.

    Args:
        look: The theme and the language.

    Returns:
        Its name, its parts and their content types.
    """
    name, theme = "ppt/notesMasters/notesMasterT.xml", "ppt/theme/themeT.xml"
    relations = Relations(Media())
    relations.part("theme", theme)
    image = _placeholder(2, "Slide image", 'type="sldImg" idx="2"', Frame(72, 120, 576, 324))
    words = _placeholder(3, "Notes", 'type="body" sz="quarter" idx="3"', Frame(72, 470, 576, 430))
    tree = _tree(image.replace("<p:cNvSpPr>", "<p:cNvSpPr>", 1) + words)
    levels = _level(look, size=1200, colour="tx1")
    content = (
        f'{DECLARATION}<p:notesMaster {SPACES}><p:cSld><p:bg><p:bgRef idx="1001">'
        f'<a:schemeClr val="bg1"/></p:bgRef></p:bg>{tree}</p:cSld>{_COLOUR_MAP}'
        f"<p:notesStyle>{levels}</p:notesStyle></p:notesMaster>"
    ).encode()
    folder, _, file = name.rpartition("/")
    parts = {
        name: content,
        f"{folder}/_rels/{file}.rels": relations.written(),
        theme: theme_part(look),
    }
    return name, parts, {name: f"{KIND}notesMaster+xml", theme: THEME_KIND}


_COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" '
    'accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" '
    'folHlink="folHlink"/>'
)


def _master(look: Look, mark: str) -> bytes:
    number = _number_placeholder(look, 4)
    footer = _footer_placeholder(look, 5)
    title = _placeholder(2, "Title", 'type="title"', _sided(look, title_frame(look)), anchor="ctr")
    body = _placeholder(3, "Text", 'type="body" idx="1"', _sided(look, _BODY))
    layouts = "".join(f'<p:sldLayoutId id="{_FIRST_ID + i}" r:id="rId{i}"/>' for i in (1, 2))
    styles = (
        f"<p:titleStyle>{_level(look, size=2400, colour='tx1', is_title=True)}</p:titleStyle>"
        f"<p:bodyStyle>{_level(look, size=1400, colour='tx1')}</p:bodyStyle>"
        f"<p:otherStyle>{_level(look, size=1200, colour='tx1')}</p:otherStyle>"
    )
    return (
        f"{DECLARATION}<p:sldMaster {SPACES}><p:cSld>{ground('bg1')}"
        f"{_tree(title + body + footer + number + mark)}</p:cSld>{_COLOUR_MAP}"
        f"<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>"
        f"<p:txStyles>{styles}</p:txStyles></p:sldMaster>"
    ).encode()


def title_frame(look: Look) -> Frame:
    """
    Keep titles clear of the company's mark.

    Args:
        look: What the master shows.

    Returns:
        Where titles stand, from the inline start.
    """
    if look.logo is None:
        return _TITLE
    return _TITLE._replace(width=_TITLE.width - _LOGO_WIDEST - 20)


def _cover_layout(look: Look) -> bytes:
    title = _placeholder(
        2,
        "Title",
        _MARKS["cover"],
        _sided(look, _COVER_TITLE),
        anchor="b",
        style=_level(look, size=3600, colour="tx1", is_title=True),
    )
    line = _placeholder(
        3,
        "Subtitle",
        _MARKS["line"],
        _sided(look, _COVER_LINE),
        style=_level(look, size=1600, colour="tx2"),
    )
    return _layout("title", "Title", ground("bg2"), title + line)


def _content_layout(look: Look) -> bytes:
    title = _placeholder(2, "Title", 'type="title"', None)
    return _layout(
        "titleOnly",
        "Title Only",
        "",
        title + _footer_placeholder(look, 3) + _number_placeholder(look, 4),
    )


def _layout(kind: str, name: str, behind: str, shapes: str) -> bytes:
    return (
        f'{DECLARATION}<p:sldLayout {SPACES} type="{kind}" preserve="1"><p:cSld name="{name}">'
        f"{behind}{_tree(shapes)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
        "</p:sldLayout>"
    ).encode()


def ground(colour: str) -> str:
    """
    Write what lies behind a slide.

    Args:
        colour: The name of a colour of the theme.

    Returns:
        `p:bg`.
    """
    return (
        f'<p:bg><p:bgPr><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill><a:effectLst/>'
        "</p:bgPr></p:bg>"
    )


def _number_placeholder(look: Look, number: int) -> str:
    style = _level(look, size=900, colour="tx2", is_at_end=True)
    field_text = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f'<a:rPr lang="{locale_of(look.language)}"/><a:t>‹#›</a:t></a:fld>'
    )
    frame = _sided(look, _NUMBER)
    return _placeholder(
        number,
        "Number",
        _MARKS["number"],
        frame,
        style=style,
        words=field_text,
    )


def _footer_placeholder(look: Look, number: int) -> str:
    style = _level(look, size=900, colour="tx2")
    frame = _sided(look, _FOOTER)
    return _placeholder(number, "Footer", _MARKS["footer"], frame, style=style)


def _placeholder(
    number: int,
    name: str,
    kind: str,
    frame: Frame | None,
    *,
    anchor: str = "t",
    style: str = "",
    words: str = "",
) -> str:
    place = f"<p:spPr>{transform(frame)}{_RECTANGLE}</p:spPr>" if frame else "<p:spPr/>"
    body = (
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/>'
        "</a:bodyPr>"
    )
    inner = words or '<a:endParaRPr lang="en-US"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f"</p:cNvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>{place}<p:txBody>{body}"
        f"<a:lstStyle>{style}</a:lstStyle><a:p>{inner}</a:p></p:txBody></p:sp>"
    )


_RECTANGLE = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'


def transform(frame: Frame) -> str:
    """
    Write where a box lies.

    Args:
        frame: The box, px.

    Returns:
        `a:xfrm`.
    """
    x, y, wide, high = (round(each * EMU) for each in frame)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'


def _tree(shapes: str) -> str:
    return f"<p:spTree>{ROOT}{shapes}</p:spTree>"


#: The outermost group, which holds all shapes.
ROOT = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
    '<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


def _sided(look: Look, frame: Frame) -> Frame:
    return frame.flipped(WIDTH) if look.is_rtl else frame


def _level(
    look: Look, *, size: int, colour: str, is_title: bool = False, is_at_end: bool = False
) -> str:
    side = "r" if look.is_rtl != is_at_end else "l"
    faces = "mj" if is_title else "mn"
    spacing = 90 if is_title else 100
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="{side}" defTabSz="914400" rtl="{int(look.is_rtl)}">'
        f'<a:lnSpc><a:spcPct val="{spacing}000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f'<a:buNone/><a:defRPr sz="{size}" b="{int(is_title)}"><a:solidFill><a:schemeClr '
        f'val="{colour}"/></a:solidFill><a:latin typeface="+{faces}-lt"/><a:ea typeface="+{faces}'
        f'-ea"/><a:cs typeface="+{faces}-cs"/></a:defRPr></a:lvl1pPr>'
    )


def _logo(look: Look, relations: Relations) -> str:
    if look.logo is None:
        return ""
    target = relations.media(look.logo.content, look.logo.suffix)
    wide = min(_LOGO_HEIGHT * look.logo.proportions, _LOGO_WIDEST)
    high = wide / look.logo.proportions
    frame = Frame(WIDTH - 48 - wide, 24 + (56 - high) / 2, wide, high)
    place = transform(_sided(look, frame))
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="9" name="Logo"/><p:cNvPicPr><a:picLocks '
        'noChangeAspect="1"/></p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill>'
        f'<a:blip r:embed="{target}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f"<p:spPr>{place}{_RECTANGLE}</p:spPr></p:pic>"
    )


def _families(look: Look) -> tuple[Family, Family, Family]:
    """
    Choose the families of Latin, Persian and Chinese letters.
    """
    return look.theme.font or "Inter", _PERSIAN, _CHINESE_OF.get(look.language, _CHINESE)


def theme_part(look: Look) -> bytes:
    """
    Write colours and faces as a theme of slides.

    Args:
        look: Theme, accents and language.

    Returns:
        The content of the part.
    """
    theme = look.theme
    colours = {
        "dk1": theme.ink,
        "lt1": theme.paper,
        "dk2": theme.second,
        "lt2": theme.page,
        **{f"accent{i}": colour for i, colour in enumerate(look.accents, start=1)},
        "hlink": look.accents[0],
        "folHlink": theme.second,
    }
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>'
        for name, colour in colours.items()
    )
    latin, persian, chinese = (_TITLES[family] for family in _families(look))
    faces = f'<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface="{persian}"/>'
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        f'name="Touchline"><a:themeElements><a:clrScheme name="Touchline">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Touchline"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}'
        f"</a:minorFont></a:fontScheme>{_FORMATS}</a:themeElements></a:theme>"
    ).encode()


_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FORMATS = (
    f'<a:fmtScheme name="Touchline"><a:fillStyleLst>{3 * _FILL}</a:fillStyleLst><a:lnStyleLst>'
    + "".join(f'<a:ln w="{width}">{_FILL}</a:ln>' for width in (9525, 19050, 28575))
    + "</a:lnStyleLst><a:effectStyleLst>"
    + 3 * "<a:effectStyle><a:effectLst/></a:effectStyle>"
    + f"</a:effectStyleLst><a:bgFillStyleLst>{3 * _FILL}</a:bgFillStyleLst></a:fmtScheme>"
)
