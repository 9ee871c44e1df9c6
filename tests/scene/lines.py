"""
Where the lines of a scene's texts stand, and which of them lie on each other.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from tests.scene.walking import Reach, overlap, texts

if TYPE_CHECKING:
    from touchline.canvas.primitives import Scene


def written(scene: Scene) -> list[tuple[str, Reach]]:
    """
    Give every line with the box of its letters, from about the height of capitals to its baseline.
    """
    return [
        (line.text, (line.x, line.baseline - 0.7 * text.size, line.x + line.width, line.baseline))
        for text in texts(scene)
        for line in text.lines
        if line.text.strip()
    ]


def collisions(scene: Scene) -> list[tuple[str, str]]:
    return [
        (one, other)
        for (one, a), (other, b) in combinations(written(scene), 2)
        if overlap(a, b, slack=0.5)
    ]
