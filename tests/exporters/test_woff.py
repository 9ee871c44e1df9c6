import struct
import zlib

from touchline.canvas import fonts
from touchline.exporters._svg_text import FaceUse, face_named
from touchline.exporters._woff import face_rules, face_uri, woff


def unwrapped(packed):
    """
    Read a WOFF file's tables back, by its specification (W3C WOFF 1.0, sections 3 to 5).
    """
    signature, _, length, n_tables = struct.unpack_from(">4s4sLH", packed)
    assert signature == b"wOFF"
    assert length == len(packed)
    tables = {}
    for i in range(n_tables):
        tag, start, size, whole, _ = struct.unpack_from(">4sLLLL", packed, 44 + 20 * i)
        assert start % 4 == 0
        body = packed[start : start + size]
        tables[tag] = body if size == whole else zlib.decompress(body)
        assert len(tables[tag]) == whole
    return tables


def test_a_wrapped_face_holds_every_table_unchanged():
    sfnt = fonts.subset("Inter-400", text="Order")

    tables = unwrapped(woff(sfnt))

    (n_tables,) = struct.unpack_from(">H", sfnt, 4)
    for i in range(n_tables):
        tag, _, start, length = struct.unpack_from(">4sLLL", sfnt, 12 + 16 * i)
        assert tables[tag] == sfnt[start : start + length]
    assert len(tables) == n_tables


def test_a_chinese_face_is_cut_down_to_what_is_shown():
    # The whole face has megabytes; six characters need some kilobytes.
    assert len(face_uri("NotoSansTC-700", "何時送達她問")) < 20_000


def test_a_face_is_named_as_css_names_it():
    face = face_named("Inter-400-Italic")

    assert (face.family, face.weight, face.style) == ("Inter", "400", "italic")


def test_rules_stand_in_a_fixed_order_whatever_was_noted_first():
    one, other = FaceUse(), FaceUse()
    for faces, order in ((one, ("Inter-400", "Inter-600")), (other, ("Inter-600", "Inter-400"))):
        for face in order:
            faces.note(face, "ba")

    assert face_rules(one) == face_rules(other)
    assert face_rules(one).count("@font-face") == 2
