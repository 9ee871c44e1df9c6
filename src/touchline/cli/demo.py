"""
`touchline demo`: two real data sets become measured maps, and an invented brand a worked example.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from touchline.cli._command import Verb, option
from touchline.cli._demo_findings import findings
from touchline.cli._language import asked_language
from touchline.cli._output import as_text, deliver, json_option, say
from touchline.document.read import journey_of, load
from touchline.document.write import dump
from touchline.errors import StorageError
from touchline.exporters import export, write_whole
from touchline.exporters.png import Png
from touchline.i18n import translate
from touchline.linting.engine import lint
from touchline.measuring.discover import discover
from touchline.measuring.measure import measure
from touchline.samples import INVENTED, SAMPLES
from touchline.scene.compose import compose
from touchline.sources import read_log

if TYPE_CHECKING:
    from touchline.measuring.measured import MeasuredMap
    from touchline.samples import Sample

EXAMPLES = ("touchline demo -o demo",)
#: What each map is written as.
FORMATS = ("html", "svg", "png", "pdf")
#: Painting is the slowest part of the demo; one and a half pixels a point are sharp enough here.
_SETTINGS = {"png": Png(scale=1.5)}


@dataclass(frozen=True, slots=True)
class _Made:
    name: str
    measured: MeasuredMap
    n_findings: int


def _demo(output: str, language: str | None, *, as_json: bool) -> None:
    folder, spoken = Path(output), asked_language(language)
    _make_folder(folder)
    made = [_make(name, sample, folder, spoken) for name, sample in SAMPLES.items()]
    brand = _brand(folder, spoken)
    told = {one.name: findings(one.measured, one.n_findings, spoken) for one in made}
    if as_json:
        deliver(as_text({"folder": output, "findings": told}), None)
        return
    for lines in told.values():
        deliver("\n".join(lines) + "\n\n", None)
    say("cli.demo.brand", file=str(brand))
    say("cli.demo.written", folder=output)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as reason:
        raise StorageError.on(folder, reason) from reason


def _make(name: str, sample: Sample, folder: Path, language: str) -> _Made:
    """
    Discover, draft, bind, measure, check and draw one sample.
    """
    columns: dict[str, Any] = dict(sample.columns)
    log = read_log(sample.path, cases=sample.cases, zone=sample.zone, **columns)
    title = translate("discover.title", language, source=name)
    draft = measure(discover(log, title=title, language=language), log)
    dump(draft, folder / f"{name}.discovered.map.yaml")
    # The authored map goes into the workspace as its author wrote it, comments and all.
    write_whole(folder / f"{name}.map.yaml", sample.journey.read_bytes())
    authored = journey_of(load(folder / f"{name}.map.yaml"))
    measured = measure(authored, log)
    dump(measured, folder / f"{name}.measured.map.yaml")
    for subject, stem in ((measured, f"{name}.measured"), (draft, f"{name}.discovered")):
        scene = compose(subject, language=language)
        for ending in FORMATS:
            export(scene, folder / f"{stem}.{ending}", to=_SETTINGS.get(ending))
    return _Made(name, measured, len(lint(measured)))


def _brand(folder: Path, language: str) -> Path:
    """
    Measure and draw the worked example of an invented brand (R-058).
    """
    sample = INVENTED["invented_shop"]
    columns: dict[str, Any] = dict(sample.columns)
    log = read_log(sample.path, cases=sample.cases, zone=sample.zone, **columns)
    authored = write_whole(folder / "invented_brand.map.yaml", sample.brand.read_bytes())
    measured = measure(journey_of(load(authored)), log)
    dump(measured, folder / "invented_brand.measured.map.yaml")
    drawn = compose(measured, language=language)
    return export(drawn, folder / "invented_brand.measured.html")


command = Verb(
    key="cli.demo",
    examples=EXAMPLES,
    callback=_demo,
    params=[
        option("-o", "--output", default="demo", metavar="FOLDER", key="cli.option.folder"),
        option("--language", metavar="TAG"),
        json_option(),
    ],
)
