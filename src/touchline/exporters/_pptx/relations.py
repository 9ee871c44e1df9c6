"""
What a part of a package points to: other parts, and pages on the web.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from touchline.exporters._markup import escaped

#: Where the kinds of relations are named.
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#: Where relations are listed.
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

#: How every part begins.
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_OUTSIDE = ' TargetMode="External"'


@dataclass(slots=True)
class Media:
    """
    The pictures of a package; equal ones are held once.

    Args:
        parts: Their content by the name of the part.
    """

    parts: dict[str, bytes] = field(default_factory=dict)

    def part(self, content: bytes, suffix: str) -> str:
        """
        Hold a picture.

        Args:
            content: Its bytes.
            suffix: The ending of its file.

        Returns:
            The name of its part.
        """
        # Named by what they hold, so that equal pictures give equal files.
        name = f"ppt/media/touchline-{hashlib.sha256(content).hexdigest()[:16]}{suffix}"
        self.parts[name] = content
        return name


@dataclass(slots=True)
class Relations:
    """
    The relations of one part.

    Args:
        pictures: The pictures of the package.
        rows: What was related so far, as kind, target and whether it lies outside.
    """

    pictures: Media
    rows: list[tuple[str, str, bool]] = field(default_factory=list)

    def part(self, kind: str, target: str) -> str:
        """
        Relate another part.

        Args:
            kind: What it is to this one, such as `slideLayout`.
            target: Its name in the package.

        Returns:
            The name of the relation.
        """
        return self._of(kind, f"/{target}", is_outside=False)

    def media(self, content: bytes, suffix: str) -> str:
        """
        Relate a picture.

        Args:
            content: Its bytes.
            suffix: The ending of its file.

        Returns:
            The name of the relation.
        """
        return self.part("image", self.pictures.part(content, suffix))

    def link(self, href: str) -> str:
        """
        Relate a page on the web.

        Args:
            href: Its address.

        Returns:
            The name of the relation.
        """
        return self._of("hyperlink", href, is_outside=True)

    def _of(self, kind: str, target: str, *, is_outside: bool) -> str:
        row = (kind, target, is_outside)
        if row not in self.rows:
            self.rows.append(row)
        return f"rId{self.rows.index(row) + 1}"

    def written(self) -> bytes:
        """
        Write the relations as a part of their own.

        Returns:
            The content of the `.rels` file.
        """
        rows = "".join(
            f'<Relationship Id="rId{i}" Type="{kind if "/" in kind else f"{OFFICE}/{kind}"}"'
            f' Target="{escaped(target)}"{_OUTSIDE * is_outside}/>'
            for i, (kind, target, is_outside) in enumerate(self.rows, start=1)
        )
        return (f'{DECLARATION}<Relationships xmlns="{PACKAGE}">{rows}</Relationships>').encode()
