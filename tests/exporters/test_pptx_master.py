"""
A deck on a company's own presentation (R-057), also a broken or hostile one.
"""

import zipfile
from io import BytesIO

import pptx as oracle
import pytest

from tests.exporters.maps import measured_shop, shop_map
from tests.exporters.slides import A, P, faults, parts, slides, title
from touchline.errors import StorageError
from touchline.exporters._errors import MasterRefused
from touchline.exporters.pptx import Pptx, left_out

THEME = "ppt/theme/theme1.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
MASTER_RELATIONS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"


@pytest.fixture(scope="module")
def plain():
    """
    The presentation that another library begins with: 4 to 3, eleven layouts, one slide.
    """
    made = oracle.Presentation()
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "Old slide"
    file = BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.fixture
def saved(tmp_path):
    def save(content, name="company.pptx"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return save


def changed(content, replaced):
    """
    Pack a presentation again with other parts; None drops one.
    """
    found = {**parts(content), **replaced}
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in found.items():
            if body is not None:
                archive.writestr(name, body)
    return file.getvalue()


def with_text(content, name, old, new):
    body = parts(content)[name].decode()
    assert old in body
    return changed(content, {name: body.replace(old, new).encode()})


def test_a_deck_takes_size_master_and_layouts_over(plain, saved):
    content = Pptx(master=saved(plain)).export(measured_shop())

    opened = oracle.Presentation(BytesIO(content))
    assert faults(content) == []
    assert (opened.slide_width, opened.slide_height) == (9_144_000, 6_858_000)
    assert len(opened.slide_layouts) == 11
    assert [slide.slide_layout.name for slide in opened.slides][:2] == ["Title Slide", "Title Only"]
    assert parts(content)[MASTER] == parts(plain)[MASTER]


def test_the_slides_of_the_master_stay_behind(plain, saved):
    content = Pptx(master=saved(plain)).export(shop_map())

    assert "Old slide" not in [title(slide) for slide in slides(content)]


def test_content_stands_below_the_title_of_the_master(plain, saved):
    content = Pptx(master=saved(plain)).export(shop_map())

    # The master's text begins 1,600,200 EMU below the upper edge and ends at 6,126,163.
    for slide in slides(content)[1:]:
        for place in slide.iterfind(f"{P}cSld/{P}spTree/{P}grpSp/{P}grpSpPr/{A}xfrm"):
            top = int(place.find(f"{A}off").get("y"))
            assert top >= 1_600_200 - 9525
            assert top + int(place.find(f"{A}ext").get("cy")) <= 6_126_163 + 9525


def test_stages_take_the_colours_of_the_master_where_they_can_be_read(plain, saved):
    # The first accent of that theme is 4F81BD, on which white words cannot be read; darker it can.
    slide = slides(Pptx(master=saved(plain)).export(shop_map()))[2]

    fills = {mark.get("val") for mark in slide.iter(f"{A}srgbClr")}
    names = {mark.get("val") for mark in slide.iter(f"{A}schemeClr")}
    assert "4F81BD" not in fills
    assert names & {"tx1", "accent1", "accent2"}


def test_a_master_of_ours_can_be_a_master(saved):
    ours = saved(Pptx(theme="dark").export(shop_map()))

    content = Pptx(master=ours, language="fa").export(shop_map())

    assert faults(content) == []


def test_words_on_a_picture_get_a_ground(plain, saved):
    picture = (
        '<p:bg><p:bgPr><a:gradFill><a:gsLst><a:gs pos="0"><a:srgbClr val="000000"/></a:gs>'
        '<a:gs pos="100000"><a:srgbClr val="FFFFFF"/></a:gs></a:gsLst><a:lin ang="0" scaled="0"/>'
        "</a:gradFill><a:effectLst/></p:bgPr></p:bg>"
    )
    body = parts(plain)[MASTER].decode()
    start, end = body.index("<p:bg>"), body.index("</p:bg>") + len("</p:bg>")
    painted = changed(plain, {MASTER: (body[:start] + picture + body[end:]).encode()})

    slide = slides(Pptx(master=saved(painted)).export(shop_map()))[1]

    ground = slide.findall(f"{P}cSld/{P}spTree/{P}sp")[1]
    assert ground.find(f"{P}spPr/{A}prstGeom").get("prst") == "roundRect"


def test_macros_are_left_out_and_said(plain, saved):
    armed = changed(plain, {"ppt/vbaProject.bin": b"macro"})
    path = saved(armed, "company.pptm")

    content = Pptx(master=path).export(shop_map())

    assert not [name for name in parts(content) if "vba" in name.lower()]
    assert [finding.name for finding in left_out(path)] == ["master-macros"]
    assert left_out(path)[0].told() == "The macros of the master are left out."


def test_nothing_is_fetched_from_outside(plain, saved):
    row = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/image" Target="https://tracker.example/pixel.png" TargetMode="External"/>'
    )
    path = saved(with_text(plain, MASTER_RELATIONS, "</Relationships>", row + "</Relationships>"))

    content = Pptx(master=path).export(shop_map())

    assert faults(content) == []
    assert b"tracker.example" not in b"".join(parts(content).values())
    assert [finding.name for finding in left_out(path)] == ["master-left-out"]


def test_an_embedded_object_is_emptied(plain, saved):
    row = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/oleObject" Target="../embeddings/oleObject1.bin"/>'
    )
    path = saved(
        changed(
            with_text(plain, MASTER_RELATIONS, "</Relationships>", row + "</Relationships>"),
            {"ppt/embeddings/oleObject1.bin": b"program"},
        )
    )

    content = parts(Pptx(master=path).export(shop_map()))

    assert content["ppt/embeddings/oleObject1.bin"] == b""


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken", b"%PDF-1.7"])
def test_another_file_is_refused(content, saved):
    with pytest.raises(MasterRefused, match="not a PowerPoint presentation"):
        Pptx(master=saved(content)).export(shop_map())


def test_a_zip_of_something_else_is_refused(saved):
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")

    with pytest.raises(MasterRefused, match="not a PowerPoint presentation"):
        Pptx(master=saved(file.getvalue())).export(shop_map())


def test_a_bomb_is_refused_before_it_is_unpacked(plain, saved):
    bomb = changed(plain, {"ppt/media/image1.png": b"\0" * 60_000_000})

    with pytest.raises(MasterRefused, match="unpacks to far more"):
        Pptx(master=saved(bomb)).export(shop_map())


@pytest.mark.parametrize("name", [THEME, MASTER, "ppt/presentation.xml", "[Content_Types].xml"])
def test_entities_are_refused(plain, saved, name):
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    )

    with pytest.raises(MasterRefused, match="cannot be read"):
        Pptx(master=saved(changed(plain, {name: laughs}))).export(shop_map())


@pytest.mark.parametrize("name", [THEME, MASTER, "ppt/slideLayouts/slideLayout6.xml"])
@pytest.mark.parametrize("body", [b"<broken", None])
def test_a_broken_part_is_named(plain, saved, name, body):
    with pytest.raises(MasterRefused) as refused:
        Pptx(master=saved(changed(plain, {name: body}))).export(shop_map())

    assert name in refused.value.problem()


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StorageError):
        Pptx(master=tmp_path / "none.pptx").export(shop_map())


def test_an_encoding_that_hides_a_document_type_is_refused(plain, saved):
    laughs = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'

    for encoding in ("utf-16-le", "utf-16"):
        hidden = changed(plain, {THEME: laughs.encode(encoding)})
        with pytest.raises(MasterRefused, match="cannot be read"):
            Pptx(master=saved(hidden)).export(shop_map())


def test_a_long_chain_of_parts_is_followed_to_its_end(plain, saved):
    row = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/tags" Target="{}"/>'
    )
    kept = "</Relationships>"
    first = row.format("../tags/tag0.xml")
    long = with_text(plain, MASTER_RELATIONS, kept, first + kept)
    links = {}
    for i in range(1500):
        links[f"ppt/tags/tag{i}.xml"] = b"<tags/>"
        links[f"ppt/tags/_rels/tag{i}.xml.rels"] = (
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"{row.format(f'tag{i + 1}.xml')}</Relationships>"
        ).encode()
    links["ppt/tags/tag1500.xml"] = b"<tags/>"

    content = parts(Pptx(master=saved(changed(long, links))).export(shop_map()))

    assert "ppt/tags/tag1500.xml" in content
