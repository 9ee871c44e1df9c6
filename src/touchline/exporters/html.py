"""
Pages that carry everything inside: the picture to walk through, and the same map as a table and as
an outline, or as a story.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, ClassVar

from touchline.canvas import fonts, icons
from touchline.exporters import Exporter
from touchline.exporters._html_outline import outline_of
from touchline.exporters._html_story import prose_of
from touchline.exporters._html_table import worded, words_of
from touchline.exporters._html_theme import page_colours
from touchline.exporters._markup import escaped, path_data
from touchline.exporters._story import story_of
from touchline.exporters._subject import here_in, map_of, scene_of
from touchline.exporters._svg import Ink, drawn
from touchline.exporters._told import told
from touchline.exporters._woff import face_rules
from touchline.i18n import is_right_to_left, percent, translate

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene
    from touchline.canvas.theme import Theme
    from touchline.exporters import Subject
    from touchline.exporters._svg_text import FaceUse

_ASSETS = Path(__file__).parent / "assets"

#: The library's icons for the page's buttons.
_ICONS = {
    "picture": "map",
    "table": "table-2",
    "outline": "list-tree",
    "in": "zoom-in",
    "out": "zoom-out",
    "fit": "maximize",
    "print": "printer",
    "close": "x",
}
#: The page's words by their catalogue keys.
_WORDS = {
    "skip": "html.skip",
    "view_label": "html.view.label",
    "view_picture": "html.view.picture",
    "view_table": "html.view.table",
    "view_outline": "html.view.outline",
    "zoom_label": "html.zoom.label",
    "zoom_in": "html.zoom.in",
    "zoom_out": "html.zoom.out",
    "zoom_fit": "html.zoom.fit",
    "zoom_actual": "html.zoom.actual",
    "print": "html.print",
    "picture_label": "html.picture",
    "keys": "html.keys",
    "details_label": "html.details",
    "close": "html.close",
}
#: The families of a page's own words, first to last, and their line height.
_FAMILIES = {
    "fa": ('"Vazirmatn", "Inter"', "1.6"),
    "zh-Hant": ('"Inter", "Noto Sans TC"', "1.5"),
    "zh-Hans": ('"Inter", "Noto Sans SC"', "1.5"),
}
_LATIN = ('"Inter"', "1.45")
#: The faces of a page's own words by weight; a character takes the first one that holds it.
_FACES = {
    "fa": (("Vazirmatn-400", "Inter-400"), ("Vazirmatn-600", "Inter-600")),
    "zh-Hant": (("Inter-400", "NotoSansTC-400"), ("Inter-600", "NotoSansTC-700")),
    "zh-Hans": (("Inter-400", "NotoSansSC-400"), ("Inter-600", "NotoSansSC-700")),
}
_LATIN_FACES = (("Inter-400",), ("Inter-600",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Html(Exporter):
    """
    One page that asks the network for nothing: the picture with zoom and details, a table, and an
    outline that phones show first.

    Args:
        theme: The theme whose colours the page around the picture takes; None for those of its
            reader's day or night.
    """

    name: ClassVar[str] = "html"
    suffix: ClassVar[str] = ".html"
    media_type: ClassVar[str] = "text/html; charset=utf-8"

    theme: Theme | None = None

    def export(self, subject: Subject) -> bytes:
        """
        Write the page.

        Args:
            subject: A scene that carries its map, or a map that is drawn in the plain style first.

        Returns:
            The file, in UTF-8.

        Raises:
            NothingBehindPicture: The scene was made without a map, so there is no table to write.
        """
        scene = scene_of(subject)
        journey = map_of(subject if scene is subject else scene, self.name)
        picture, faces = drawn(scene, Ink(fonts="named", details="attribute"))
        words = told(journey, scene.language, here_in(scene))
        as_story = story_of(scene, self.name)
        table = words_of(words)
        outline = prose_of(as_story, words.source) if as_story else outline_of(words)
        is_story = as_story is not None
        own = _own_words(scene, is_story=is_story)
        _note_page_words(faces, scene.language, table + outline + "".join(own.values()))
        written = {"picture": picture, "words": table, "outline": outline}
        written["colours"] = page_colours(self.theme) if self.theme else ""
        return _page(scene, written, own, face_rules(faces), is_story=is_story).encode()


def _page(
    scene: Scene, written: dict[str, str], own: dict[str, str], rules: str, *, is_story: bool
) -> str:
    language = scene.language
    families, leading = _FAMILIES.get(language, _LATIN)
    style = Template(_asset("page.css")).substitute(faces=families, leading=leading)
    style += written["colours"]
    script = _asset("page.js")
    icons_by_name = _ICONS | ({"outline": "book-open"} if is_story else {})
    return Template(_asset("page.html")).substitute(
        {name: escaped(words) for name, words in own.items()},
        **{f"icon_{name}": _glyph(icon) for name, icon in icons_by_name.items()},
        language=escaped(language),
        direction="rtl" if is_right_to_left(language) else "ltr",
        policy=_policy(script, rules, style),
        fonts=rules,
        style=style,
        script=script,
        title_worded=worded(scene.title, language),
        **written,
    )


def _own_words(scene: Scene, *, is_story: bool) -> dict[str, str]:
    words = {name: translate(key, scene.language) for name, key in _WORDS.items()}
    if is_story:
        words["view_outline"] = translate("story.view", scene.language)
    full = percent(1, scene.language, digits=0)
    return words | {"title": scene.title, "description": scene.description, "full": full}


def _note_page_words(faces: FaceUse, language: str, words: str) -> None:
    """
    Bring the characters of the page's own words along too, in the weights that it uses.
    """
    digits = "".join(percent(n / 10_000, language, digits=2) for n in range(10))
    characters = sorted({*words, *digits, *"0123456789"} - {"\n"})
    for order in _FACES.get(language, _LATIN_FACES):
        for character in characters:
            face = next((face for face in order if fonts.covers(face, character)), None)
            if face is not None:
                faces.note(face, character)


def _policy(script: str, *styles: str) -> str:
    """
    Allow this page's own script and styles by their hashes, and nothing else at all.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)}",
            "style-src " + " ".join(_hash(style) for style in styles),
            "img-src data:",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _glyph(name: str) -> str:
    data = "".join(path_data(path) for path in icons.icon_paths(name))
    shape = f'<path d="{escaped(data)}"/>'
    return f'<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">{shape}</svg>'


@cache
def _asset(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8").replace("\r\n", "\n")
