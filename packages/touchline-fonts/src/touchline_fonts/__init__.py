"""
The faces that Touchline measures and draws with, the same on every machine.
"""

from pathlib import Path

__all__ = ["FACES", "face_path", "folder"]

#: Every face by name: family, weight and, where it is slanted, `Italic`.
FACES: tuple[str, ...] = (
    "Inter-400",
    "Inter-400-Italic",
    "Inter-500",
    "Inter-600",
    "Inter-600-Italic",
    "Inter-700",
    "NotoSansSC-400",
    "NotoSansSC-700",
    "NotoSansTC-400",
    "NotoSansTC-700",
    "Vazirmatn-400",
    "Vazirmatn-600",
    "Vazirmatn-700",
)


def folder() -> Path:
    """
    Say where the font files and their licences lie.

    Returns:
        The folder.
    """
    return Path(__file__).parent / "faces"


def face_path(name: str) -> Path:
    """
    Find the TrueType file of one face.

    Args:
        name: One of `FACES`.

    Returns:
        The path of the file.

    Raises:
        LookupError: There is no face of this name.
    """
    if name not in FACES:
        known = ", ".join(FACES)
        raise LookupError(f"There is no face {name!r} among {known}.")
    return folder() / f"{name}.ttf"
