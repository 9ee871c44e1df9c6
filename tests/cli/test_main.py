"""
The command line as a person meets it first.
"""

from __future__ import annotations

import pytest

from touchline.cli.main import main, verbs
from touchline.i18n import LANGUAGES, translate


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.mark.usefixtures("english")
def test_without_words_it_lists_its_verbs(capfd: pytest.CaptureFixture[str]) -> None:
    code = main([])

    shown = capfd.readouterr().out
    assert code == 0
    assert [verb for verb in verbs() if f"  {verb} " not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_the_language_of_the_terminal(
    language: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}.get(language, language)
    monkeypatch.setenv("LC_ALL", f"{tag}.UTF-8")

    main(["--help"])

    assert translate("cli.summary", language) in capfd.readouterr().out


@pytest.mark.usefixtures("english")
def test_a_mistyped_verb_is_met_with_the_nearest_one(capfd: pytest.CaptureFixture[str]) -> None:
    code = main(["mesure", "map.yaml"])

    assert code == 2
    assert "did you mean “measure”?" in capfd.readouterr().err


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["render"], "touchline render needs MAP."),
        (["render", "a.yaml", "--styel", "grid"], "did you mean “--style”?"),
        (["check", "a.yaml", "--fail-on", "errors"], "did you mean “error”?"),
        (["schema", "map", "more"], "takes fewer words than were given: more"),
        (["serve", "--port", "many"], "“many” cannot be used here."),
        (["render", "a.yaml", "--to"], "--to stands without its value."),
        (["ask", "funel", "a.csv"], "did you mean “funnel”?"),
    ],
)
def test_wrong_words_get_a_message_and_exit_code_2(
    words: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code = main(words)

    shown = capfd.readouterr()
    assert (code, shown.out) == (2, "")
    assert said in shown.err
    assert "Traceback" not in shown.err


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", verbs())
def test_every_verb_explains_itself_in_every_language(
    verb: str,
    language: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tag = {"zh-Hans": "zh_CN", "zh-Hant": "zh_TW"}.get(language, language)
    monkeypatch.setenv("LC_ALL", f"{tag}.UTF-8")

    code = main([verb, "--help"])

    shown = capfd.readouterr().out
    first_words = translate(f"cli.{verb}.summary", language)[:12]
    assert code == 0
    assert first_words in shown
    assert translate("cli.examples", language) in shown
