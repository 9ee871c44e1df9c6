"""
The faces that the font package promises are there, whole and free to pass on.
"""

from __future__ import annotations

import pytest
import touchline_fonts

#: How every TrueType file begins (OpenType 1.9, "Table directory").
TRUE_TYPE = b"\x00\x01\x00\x00"


@pytest.mark.parametrize("name", touchline_fonts.FACES)
def test_every_face_is_a_true_type_file_with_its_licence_beside_it(name):
    face = touchline_fonts.face_path(name)

    assert face.read_bytes()[:4] == TRUE_TYPE
    licence = touchline_fonts.folder() / f"OFL-{name.split('-')[0]}.txt"
    assert "SIL Open Font License, Version 1.1" in licence.read_text(encoding="utf-8")


def test_an_unknown_face_is_refused_with_those_that_exist():
    with pytest.raises(LookupError, match=r"no face 'Arial-400' among Inter-400, "):
        touchline_fonts.face_path("Arial-400")
