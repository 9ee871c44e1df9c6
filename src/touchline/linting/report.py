"""
Findings as text for people, JSON for programs and SARIF for code review.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path as File
from typing import TYPE_CHECKING, Any, TypeAlias

from touchline.document.read import places_in
from touchline.i18n import has_message, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from touchline.diagnostics import Diagnostic
    from touchline.linting.summary import Summary

    #: How each map stands, by its file.
    Summaries: TypeAlias = Mapping[str, Summary]

    #: Findings by the file in which they were made.
    Findings: TypeAlias = Mapping[str, Sequence[Diagnostic]]

#: The words of SARIF for our severities.
_LEVELS = {"error": "error", "warning": "warning", "hint": "note"}

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_text(findings: Findings, language: str = "en", summaries: Summaries | None = None) -> str:
    """
    Tell findings to a person, one in two lines: what and where, then what to do.

    Args:
        findings: The findings by file.
        language: The reader's language tag.
        summaries: How each map stands, by its file.

    Returns:
        The lines; after them one that counts the findings, and one for each summary.
    """
    lines = []
    for file, found in findings.items():
        places = places_in(File(file), [finding.path for finding in found])
        for finding in found:
            severity = translate(f"lint.severity.{finding.severity}", language)
            spot = places.get(finding.path)
            place = ":".join([file, *map(str, spot)]) if spot else f"{file} {finding.path}"
            lines.append(f"{place}: {severity}: {finding.told(language)}  [{finding.name}]")
            fix = f"rule.{finding.name}.fix"
            if has_message(fix):
                lines.append(
                    "  " + translate("error.next", language, hint=translate(fix, language))
                )
    lines.append(translate("lint.summary", language, n=sum(map(len, findings.values()))))
    for file, summary in (summaries or {}).items():
        name = f"{file}: " if len(findings) > 1 else ""
        lines.append(name + summary.told(language))
    return "\n".join(lines) + "\n"


def as_json(findings: Findings, language: str = "en", summaries: Summaries | None = None) -> str:
    """
    Write findings for a program.

    Args:
        findings: The findings by file.
        language: The language of the sentences.
        summaries: How each map stands, by its file.

    Returns:
        A JSON object: `findings`, a list of objects with `file`, `line`, `column`, `path`, `at`,
        `rule`, `severity`, `message` and `values`, and `summary`, one object a file.
    """
    report = {
        "findings": list(_rows(findings, language)),
        "summary": [{"file": file, **one.plain()} for file, one in (summaries or {}).items()],
    }
    return json.dumps(report, ensure_ascii=False, indent=2, default=str) + "\n"


def _rows(findings: Findings, language: str) -> Iterable[dict[str, Any]]:
    for file, found in findings.items():
        places = places_in(File(file), [finding.path for finding in found])
        for finding in found:
            line, column = places.get(finding.path, (None, None))
            yield {
                "file": file,
                "line": line,
                "column": column,
                "path": finding.path,
                "at": str(finding.at or ""),
                "rule": finding.name,
                "severity": finding.severity,
                "message": finding.told(language),
                "values": dict(finding.values),
            }


def as_sarif(findings: Findings, language: str = "en", summaries: Summaries | None = None) -> str:
    """
    Write findings for tools that show them beside the text (SARIF 2.1.0).

    Args:
        findings: The findings by file.
        language: The language of the sentences.
        summaries: How each map stands, by its file; they go into the properties of the run.

    Returns:
        A SARIF log with one run.

    Source:
        OASIS Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 2020.
    """
    rows = list(_rows(findings, language))
    names = sorted({row["rule"] for row in rows})
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "touchline",
                "version": version("touchline"),
                "rules": [_sarif_rule(name, language) for name in names],
            }
        },
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(row, names) for row in rows],
    }
    if summaries:
        run["properties"] = {"summary": {file: one.plain() for file, one in summaries.items()}}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _sarif_rule(name: str, language: str) -> dict[str, Any]:
    said = {part: f"rule.{name}.{part}" for part in ("title", "why", "fix")}
    words = {part: translate(key, language) for part, key in said.items() if has_message(key)}
    return {
        "id": name,
        "shortDescription": {"text": words.get("title", name)},
        "fullDescription": {"text": words.get("why", name)},
        "help": {"text": words.get("fix", name)},
    }


def _sarif_result(row: dict[str, Any], names: list[str]) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": File(row["file"]).as_posix()}}
    if row["line"]:
        physical["region"] = {"startLine": row["line"], "startColumn": row["column"]}
    return {
        "ruleId": row["rule"],
        "ruleIndex": names.index(row["rule"]),
        "level": _LEVELS[row["severity"]],
        "message": {"text": row["message"]},
        "locations": [
            {
                "physicalLocation": physical,
                "logicalLocations": [{"fullyQualifiedName": row["path"] or "$"}],
            }
        ],
    }
