"""
The page of the gallery: small pictures in sections, with filters, each a link to its SVG.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: What pictures differ by and readers choose among.
_FILTERS = ("subject", "style", "theme", "language")

_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Gallery</title>
<style>
body {{ font: 15px/1.4 system-ui, sans-serif; margin: 0; background: #e8e8ea; color: #1b1f24 }}
header {{ position: sticky; top: 0; background: #ffffffee; padding: .8rem 2rem; display: flex;
  gap: 1.2rem; flex-wrap: wrap; align-items: center; box-shadow: 0 1px 4px #0002 }}
header a {{ color: inherit }}
h1 {{ font-size: 1.1rem; margin: 0 }}
main {{ display: grid; grid-template-columns: repeat(auto-fill, minmax(21rem, 1fr));
  gap: 1rem; align-items: start; padding: 1rem 2rem }}
section {{ display: contents }}
h2 {{ grid-column: 1 / -1; margin: 1rem 0 0; font-size: 1.1rem }}
.single h2 {{ display: none }}
figure {{ margin: 0 }}
img {{ width: 100%; box-shadow: 0 1px 4px #0004; background: #fff }}
[hidden] {{ display: none !important }}
</style>
<header><h1>Gallery</h1>{filters}<output></output></header>
<main>{sections}</main>
<script>
const choices = [...document.querySelectorAll("select")];
const figures = [...document.querySelectorAll("figure")];
function choose() {{
  let shown = 0;
  for (const figure of figures) {{
    figure.hidden = choices.some((each) => each.value && figure.dataset[each.name] !== each.value);
    shown += !figure.hidden;
  }}
  let most = 0;
  for (const section of document.querySelectorAll("section")) {{
    const n = section.querySelectorAll("figure:not([hidden])").length;
    section.hidden = !n;
    most = Math.max(most, n);
  }}
  document.querySelector("main").className = most === 1 ? "single" : "";
  document.querySelector("output").value = `${{shown}} of ${{figures.length}} pictures`;
  const chosen = choices.filter((each) => each.value).map((each) => [each.name, each.value]);
  history.replaceState(null, "", `#${{new URLSearchParams(chosen)}}`);
}}
for (const [name, value] of new URLSearchParams(location.hash.slice(1)))
  document.querySelector(`select[name="${{name}}"]`).value = value;
for (const each of choices) each.addEventListener("change", choose);
choose();
</script>
</html>
"""


class Shown(Protocol):
    """
    What the page knows of a picture.
    """

    @property
    def subject(self) -> str:
        """
        Name the map.
        """

    @property
    def style(self) -> str:
        """
        Name the style.
        """

    @property
    def theme(self) -> str:
        """
        Name the theme.
        """

    @property
    def language(self) -> str:
        """
        Give the tag of the reader's language.
        """

    @property
    def file(self) -> str:
        """
        Name its files, without their endings.
        """


def page(drawn: Sequence[Shown]) -> str:
    """
    Write the page.

    Args:
        drawn: The pictures.

    Returns:
        HTML.
    """
    groups: dict[str, list[Shown]] = {}
    for each in drawn:
        groups.setdefault(each.subject, []).append(each)
    sections = (
        f'<section id="{name}"><h2>{name}</h2>{"".join(map(_figure, group))}</section>'
        for name, group in groups.items()
    )
    filters = (_filter(name, (getattr(each, name) for each in drawn)) for name in _FILTERS)
    return _PAGE.format(filters="".join(filters), sections="\n".join(sections))


def _figure(drawing: Shown) -> str:
    facts = " ".join(f'data-{name}="{getattr(drawing, name)}"' for name in _FILTERS)
    said = f"{drawing.subject}, {drawing.style}, {drawing.theme}, {drawing.language}"
    return (
        f'<figure {facts}><a href="{drawing.file}.svg">'
        f'<img src="{drawing.file}.png" alt="{said}" loading="lazy"></a>'
        f"<figcaption>{said}</figcaption></figure>"
    )


def _filter(name: str, values: Iterable[str]) -> str:
    options = "".join(f"<option>{value}</option>" for value in dict.fromkeys(values))
    label = {"subject": "map"}.get(name, name)
    everything = '<option value="">all</option>'
    return f'<label>{label} <select name="{name}">{everything}{options}</select></label>'
