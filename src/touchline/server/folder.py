"""
A folder of maps as a small web site on the loopback interface.
"""

from __future__ import annotations

import html
import mimetypes
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

import touchline_fonts

from touchline.document.read import load
from touchline.errors import TouchlineError
from touchline.exporters import exporter_for
from touchline.i18n import closest_language, is_right_to_left, translate
from touchline.measuring.measured import MeasuredMap
from touchline.scene.compose import compose
from touchline.server.errors import NoSuchFolder, PortTaken

if TYPE_CHECKING:
    from touchline.model.map import JourneyMap

#: Nobody outside this machine can connect.
LOOPBACK = "127.0.0.1"
#: The names under which a browser on this machine may ask; others are a page that tries to reach
#: through the browser (DNS rebinding).
HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
#: What a map file is called.
MAP_FILES = ("*.map.yaml", "*.map.yml", "*.map.json")
#: The pictures that may lie beside a map.
PICTURES = ("svg", "png", "pdf")
#: What a folder hands out besides its maps; the logs that lie beside them stay where they are.
HANDED_OUT = frozenset({".svg", ".png", ".pdf", ".html", ".md"})
#: What a map is drawn as when a browser asks for it.
DRAWN = ("html", "svg")
#: The faces that the list of maps is set in.
FACES = ("Inter-400", "Inter-600", "Vazirmatn-400", "Vazirmatn-600")

_STYLE = Path(__file__).with_name("index.css")


def open_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """
    Listen on the loopback interface.

    Args:
        folder: The folder of maps.
        port: The port; 0 takes a free one.

    Returns:
        The server, listening; `serve_forever` answers.

    Raises:
        NoSuchFolder: The folder does not exist.
        PortTaken: Something else listens there.
    """
    if not folder.is_dir():
        raise NoSuchFolder(at=str(folder), path=str(folder))
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, folder.resolve()))
    except (OSError, OverflowError):
        raise PortTaken(at="--port", port=str(port)) from None


def map_files(folder: Path) -> tuple[Path, ...]:
    """
    List the maps of a folder.

    Args:
        folder: The folder.

    Returns:
        The files, by name.
    """
    return tuple(sorted({path for pattern in MAP_FILES for path in folder.glob(pattern)}))


def index_page(folder: Path, language: str) -> str:
    """
    Write the page that lists the maps of a folder.

    Args:
        folder: The folder.
        language: The reader's language tag.

    Returns:
        A page of HTML; a map that cannot be read stands there with its fault.
    """
    cards = "".join(_card(folder, path, language) for path in map_files(folder))
    empty = f"<p>{html.escape(translate('server.empty', language))}</p>"
    direction = "rtl" if is_right_to_left(language) else "ltr"
    title = html.escape(translate("server.title", language))
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_faces()}{_STYLE.read_text('utf-8')}</style></head>"
        f"<body><header><h1>{title}</h1></header><main>{cards or empty}</main></body></html>"
    )


def _faces() -> str:
    return "".join(
        f"@font-face{{font-family:{name.partition('-')[0]};font-weight:{name.rpartition('-')[2]};"
        f"src:url(/-/{name}.ttf)}}"
        for name in FACES
    )


def _card(folder: Path, path: Path, language: str) -> str:
    name = path.relative_to(folder).as_posix()
    try:
        subject = load(path)
    except TouchlineError as fault:
        return (
            f"<article><h2>{html.escape(name)}</h2>"
            f'<pre role="alert">{html.escape(fault.told(language))}</pre></article>'
        )
    journey: JourneyMap = subject.journey if isinstance(subject, MeasuredMap) else subject
    title = html.escape(journey.title.said(language, otherwise=journey.language))
    kind = "server.measured" if isinstance(subject, MeasuredMap) else "server.authored"
    kind = "server.discovered" if journey.is_discovered else kind
    place, stem = quote(name), name.rpartition(".map.")[0]
    links = "".join(
        f'<a href="/{quote(stem)}.{ending}" download>{ending.upper()}</a>'
        for ending in PICTURES
        if (folder / f"{stem}.{ending}").exists()
    )
    return (
        f'<article><a class="open" href="/{place}.html">'
        f'<img src="/{place}.svg" alt="" loading="lazy"><h2>{title}</h2></a>'
        f"<p>{html.escape(translate(kind, language))}</p>"
        f'<nav>{links}<a href="/{place}">{html.escape(path.suffix[1:].upper())}</a></nav>'
        "</article>"
    )


class _Handler(BaseHTTPRequestHandler):
    """
    Answers `GET` for the list of maps, a map as a page, and the files of the folder.
    """

    server_version = "touchline"
    sys_version = ""

    def __init__(self, folder: Path, *connection: object) -> None:
        self.folder = folder
        super().__init__(*connection)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """
        Answer a request for a page, a picture or a file.
        """
        if self._host() not in HOSTS:
            self._send(HTTPStatus.FORBIDDEN, b"", "text/plain")
            return
        wanted = unquote(urlsplit(self.path).path).lstrip("/")
        language = closest_language(*self._languages())
        if wanted in {"", "index.html"}:
            page = index_page(self.folder, language).encode()
            self._send(HTTPStatus.OK, page, "text/html; charset=utf-8")
            return
        path = self._inside(wanted)
        if wanted.startswith("-/") and wanted[2:].removesuffix(".ttf") in FACES:
            path = touchline_fonts.face_path(wanted[2:].removesuffix(".ttf"))
        if path is not None and path.is_file() and self._is_handed_out(path):
            kind = mimetypes.guess_type(path.name)[0] or "text/plain; charset=utf-8"
            self._send(HTTPStatus.OK, path.read_bytes(), kind)
            return
        self._send_map(wanted, language)

    def log_message(self, format: str, *values: object) -> None:  # noqa: A002 (the parent's name)
        """
        Keep the terminal quiet; it belongs to the person who started the server.
        """

    def _send_map(self, wanted: str, language: str) -> None:
        name, _, ending = wanted.rpartition(".")
        path = self._inside(name)
        if ending not in DRAWN or path is None or path not in map_files(self.folder):
            self._send(HTTPStatus.NOT_FOUND, b"", "text/plain")
            return
        exporter = exporter_for(ending)
        try:
            content = exporter.export(compose(load(path), language=language))
        except TouchlineError as fault:
            told = fault.told(language).encode()
            self._send(HTTPStatus.UNPROCESSABLE_ENTITY, told, "text/plain; charset=utf-8")
            return
        self._send(HTTPStatus.OK, content, f"{exporter.media_type}; charset=utf-8")

    def _inside(self, wanted: str) -> Path | None:
        # Neither `..` nor a symbolic link leads out of the folder, and hidden files stay hidden.
        path = (self.folder / wanted).resolve()
        hidden = any(part.startswith(".") for part in Path(wanted).parts)
        return path if path.is_relative_to(self.folder) and not hidden else None

    def _is_handed_out(self, path: Path) -> bool:
        known = path.suffix.lower() in HANDED_OUT or path in map_files(self.folder)
        return known or not path.is_relative_to(self.folder)

    def _host(self) -> str:
        host = self.headers.get("Host", "")
        name = host.rpartition(":")[0] if not host.endswith("]") and ":" in host else host
        return name.lower()

    def _languages(self) -> list[str]:
        wishes = self.headers.get("Accept-Language", "").split(",")
        return [wish.partition(";")[0].strip() for wish in wishes if wish.strip()]

    def _send(self, status: HTTPStatus, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)
