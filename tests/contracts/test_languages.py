"""
What every language must keep, run over every catalogue and every key.

A failure names the key and the language first, then what to do.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from icu4py.messageformat import MessageFormat

import touchline
from touchline.i18n import LANGUAGES, translate
from touchline.i18n.catalogue import catalogue
from touchline.i18n.syntax import COUNT, Argument, Parts, arguments, literals, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

#: Stands for an argument where a message is read as a sentence.
GAP = "\ufffc"

#: Our own code, which names messages by their keys.
SOURCE = Path(touchline.__file__).parent

OTHERS = [language for language in LANGUAGES if language != "en"]

#: What a catalogue says about its language, and what may stand there.
HEAD = {
    "language.endonym": r".+",
    "language.direction": r"ltr|rtl",
    "language.calendar": r"gregory|persian",
    "language.parent": "|".join(LANGUAGES),
    "language.serves": r"[A-Za-z-]+( [A-Za-z-]+)*",
    "language.quote-start": r"\S",
    "language.quote-end": r"\S",
}

#: Nouns keep one form after a number here, so a plural needs no branch beside `other`.
UNINFLECTED = {"fa"}

#: Words that read the same in English and in another language.
SAME_WORDS = {
    "de": """
    attribution backstage blog blogs blueprint browser chat conversion customer design details
    emotion engagement events export format frontstage funnel import in journey layout level lead
    linear map maps marketing median minimum moment name of online optional pain passive persona
    personas point quote roadmap service story support team test text timeline touchpoint
    touchpoints trend truth variant version website zoom
    """,
    "ms": """
    blog carta data format idea linear log manual median minimum moment normal persona portal proses
    risk segmen sistem status trend video
    """,
}

#: Names, formats and commands that stay Latin in every language.
LATIN = """
    a ai all app chromium csv e fa gz html id iana iso json jsonl lines markdown md ms n pdf pip
    png sarif sla sql svg touchline url utc utf web wilson www x xml yaml
"""

#: English words that no other of our languages has.
ENGLISH = re.compile(
    r"\b(the|and|this|that|with|from|not|are|which|must|your|without|should)\b", re.IGNORECASE
)

_HAN = "\u3400-\u9fff" + GAP
_PERSIAN = "\u0600-\u06ff" + GAP

#: Faults of writing, by the language they are faults in: what to find, and what to do about it.
FAULTS: dict[str, list[tuple[str, str]]] = {
    "all": [
        (r"\A\s|\s\Z", "drop the space at the start or end"),
        (r"(?<!\n) {2}", "one space is enough"),
        (r"\.\.\.", "write … for three dots"),
        (r"\{\w+\}", "an apostrophe before { quotes the brace: use typographic quotation marks"),
    ],
    "en": [
        (r"(?i)\binvalid\b|\bplease\b|\bfailed to\b", "say what is the matter without blame"),
    ],
    "de": [
        (rf'"[\w{GAP}]|[\w{GAP}]"', "German quotation marks are „ and “"),
        (rf"“[\w{GAP}]|”", "German quotation marks are „ and “"),
        (rf"[\d{GAP}] ?%", "a no-break space (U+00A0) stands before % in German"),
        (r"(?i)\bungültig|\bbitte\b|fehlgeschlagen", "say what is the matter without blame"),
    ],
    "ms": [
        (rf'"[\w{GAP}]|[\w{GAP}]"', "use “ and ”"),
        (
            r"(?i)\b(karena|bisa|unduh|unggah|kualitas|nomor|persen|berkas|file|aktivitas|kapan)\b",
            "this is Indonesian or English, not Malaysian Malay",
        ),
    ],
    "zh": [
        (rf"[{_HAN}][,;!?]|[,;!?] ?[{_HAN}]", "use full-width punctuation ，；！？"),
        (rf"[\u3400-\u9fff]:|:[\u3400-\u9fff]|: ?{GAP}|{GAP}: ", "use the full-width colon ："),
        (r"[\u3400-\u9fff]\.(?!\w)", "end with 。"),
        (r"[\u3400-\u9fff][()]|\([\u3400-\u9fff]", "use full-width parentheses （）"),
        (rf"[\"'][{_HAN}]|[{_HAN}][\"']", "use the language's own quotation marks"),
        (r"[，。；：！？、（）「」] | [，。；：！？、（）「」]", "full-width marks need no space"),
    ],
    "zh-Hans": [(r"[「」]", "mainland quotation marks are “ and ”")],
    "zh-Hant": [(r"[“”]", "Taiwan's quotation marks are 「 and 」")],
    "fa": [
        (r"[\u064a\u0643]", "use Persian ی and ک, not Arabic ي and ك"),
        (rf"[{_PERSIAN}] ?[,;?]|[,;?] ?[{_PERSIAN}]", "use Persian punctuation ، ؛ ؟"),
        (rf"[\d{GAP}] ?%|[۰-۹]%", "use the Persian percent sign ٪"),
        (r"[٠-٩]", "use Persian digits ۰۱۲۳۴۵۶۷۸۹, not Arabic ones"),
        (r"(?<![\w.:/=-])[0-9]+(?![\w.:/-])", "use Persian digits in a Persian sentence"),
        (rf"[\"“”'][{_PERSIAN}]|[{_PERSIAN}][\"“”']", "Persian quotation marks are « and »"),
        (r"(?:\A|\s)ن?می [\u0600-\u06ff]", "join می to its verb by ZWNJ (U+200C)"),
        (r"[\u0600-\u06ff] ها(?:ی|یی)?(?![\u0600-\u06ff\u200c])", "join ها to its noun by ZWNJ"),
        (r"\u200c(?:\s|\Z)|\s\u200c", "ZWNJ stands between letters only"),
        (r"\u0647\u0654|\u06c0", "write ه without the small ء, as the terms do"),
    ],
}  # fmt: skip

#: Stretches of a message that the user types as they stand.
CODE = re.compile(
    r"""
    \{".*?\}                                            # JSON
    | \w+="[^"]*" | "[^"]*(?:""[^"]*)+"                   # a quoted value
    | \w+:\ \[[^\]]*\](?:,\ \w+:\ \S+)?                 # YAML in one line
    | \b\d{6,}\b                                        # digits as they stand in a file
    | [^\s，。；：、]+(?::[^\s，。；：、]+){2}             # words joined by colons
    | --[a-z-]+(?:\ \d+)?                               # an option with its number
    | [\w.-]+/[\w./-]+                                  # a path
    | (?<=[“「«„])(?=[\w\ufffc-])[^”」»“「«„]*(?::\ |-\ )[^”」»“]*(?=[”」»“])  # a line, quoted
    """,
    re.VERBOSE,
)

#: Messages that name a key of the keyboard.
NAMING_KEYS = {"html.keys"}

#: Simplified characters that Big5 happens to hold; all others are told by the encodings themselves.
SIMPLIFIED_IN_BIG5 = set("体机价据档个万与么几云于虫听吁听网冲听厂广")


def family(language: str) -> list[str]:
    """
    The tables of faults that apply to one language.
    """
    return ["all", language.partition("-")[0], language] if "-" in language else ["all", language]


@cache
def readable(language: str) -> dict[str, Parts]:
    """
    The messages of one language that parse.
    """
    found = {}
    for key, pattern in catalogue(language).items():
        try:
            found[key] = parse(pattern)
        except ValueError:
            continue
    return found


def sentences(parts: Parts) -> Iterator[str]:
    """
    A message as read, a gap for each argument; then each branch in the same way.
    """
    yield "".join(part if isinstance(part, str) else GAP for part in parts)
    for part in parts:
        if isinstance(part, Argument):
            for branch in part.branches.values():
                yield from sentences(branch)


def categories(language: str) -> set[str]:
    """
    The plural categories that whole numbers have in a language, as ICU tells them.
    """
    names = ("zero", "one", "two", "few", "many")
    branches = " ".join(f"{name} {{{name}}}" for name in names)
    message = MessageFormat(f"{{n, plural, {branches} other {{other}}}}", language)
    return {message.format({"n": n}) for n in (*range(201), 1_000_000)}


def each(*languages: str) -> list[ParameterSet]:
    return [pytest.param(language, id=language) for language in languages]


def show(faults: list[str]) -> None:
    """
    Fail with one line a fault.
    """
    if faults:
        pytest.fail("\n".join(["", *faults]), pytrace=False)


@pytest.mark.parametrize("language", each(*OTHERS))
def test_every_language_has_the_keys_of_english(language: str) -> None:
    english, own = set(catalogue("en")), set(catalogue(language))

    show(
        [f"{key} [{language}]: missing; add it by its words" for key in sorted(english - own)]
        + [f"{key} [{language}]: English lacks this key" for key in sorted(own - english)]
    )


@pytest.mark.parametrize("language", each(*LANGUAGES))
def test_every_catalogue_describes_its_language(language: str) -> None:
    own = catalogue(language)

    show(
        [
            f"{key} [{language}]: {own.get(key)!r} is not of the form {form}"
            for key, form in HEAD.items()
            if not re.fullmatch(form, own.get(key, ""))
        ]
    )


def test_every_key_is_dotted_kebab_case() -> None:
    form = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+([-_][a-z0-9]+)*)+")

    show([f"{key}: not dotted kebab-case" for key in catalogue("en") if not form.fullmatch(key)])


@pytest.mark.parametrize("language", each(*LANGUAGES))
def test_every_catalogue_is_written_flat_sorted_and_composed(language: str) -> None:
    own = catalogue(language)

    faults = [
        f"{key} [{language}]: not in Unicode normal form C"
        for key, text in own.items()
        if not unicodedata.is_normalized("NFC", text)
    ]
    show(faults + ([] if list(own) == sorted(own) else [f"[{language}]: keys are not sorted"]))


@pytest.mark.parametrize("language", each(*LANGUAGES))
def test_every_message_parses_as_icu(language: str) -> None:
    faults = []
    for key, pattern in catalogue(language).items():
        try:
            parse(pattern)
            MessageFormat(pattern, language)
        except ValueError as fault:
            faults.append(f"{key} [{language}]: {hyphenated(pattern) or fault}: {pattern}")

    show(faults)


def hyphenated(pattern: str) -> str:
    """
    Explain the one syntax error that ICU explains badly.
    """
    found = re.search(r"[a-z]+-[a-z-]+(?= \{)", pattern)
    return f"write the branch {found[0]} with underscores" if found else ""


@pytest.mark.parametrize("language", each(*OTHERS))
def test_every_message_names_what_english_names(language: str) -> None:
    faults = []
    english = readable("en")
    for key, parts in readable(language).items():
        wanted = {found.name for found in arguments(english.get(key, parts))}
        named = {found.name for found in arguments(parts)}
        if wanted != named:
            faults.append(f"{key} [{language}]: names {sorted(named)}, English {sorted(wanted)}")

    show(faults)


@pytest.mark.parametrize("language", each(*OTHERS))
def test_every_choice_has_the_branches_of_english(language: str) -> None:
    def selectors(parts: Parts) -> dict[str, set[str]]:
        chosen: dict[str, set[str]] = {}
        for found in arguments(parts):
            if found.kind == "select":
                chosen.setdefault(found.name, set()).update(found.branches)
        return chosen

    faults = []
    for key, parts in readable(language).items():
        wanted = selectors(readable("en").get(key, ()))
        for name, own in selectors(parts).items():
            unknown = own - wanted.get(name, own)
            if unknown:
                faults.append(f"{key} [{language}]: {name} is never {sorted(unknown)} in English")

    show(faults)


@pytest.mark.parametrize("language", each(*LANGUAGES))
def test_every_plural_has_the_categories_of_its_language(language: str) -> None:
    known = categories(language)
    required = {"other"} if language in UNINFLECTED else known
    faults = []
    for key, parts in readable(language).items():
        for found in arguments(parts):
            if found.kind != "plural":
                continue
            own = set(found.branches)
            lacking = required - own - ({"one"} if "=1" in own else set())
            unknown = {name for name in own if not name.startswith("=")} - known
            if lacking:
                faults.append(f"{key} [{language}]: {found.name} lacks {sorted(lacking)}")
            if unknown:
                faults.append(f"{key} [{language}]: {found.name} is never {sorted(unknown)}")

    show(faults)


@pytest.mark.parametrize("language", each(*LANGUAGES))
def test_every_message_is_written_as_its_language_is(language: str) -> None:
    show(
        [
            f"{key} [{language}]: {fault}"
            for key, parts in readable(language).items()
            if key not in NAMING_KEYS
            for fault in written_wrong(parts, language)
        ]
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "invalid {x}"),
        ("de", '"{x}" fehlt'),
        ("de", "“{x}” fehlt"),
        ("de", "{x} % der Fälle"),
        ("de", "'{x}' fehlt"),
        ("ms", "kerana {x} bisa"),
        ("zh-Hans", "「{x}」"),
        ("zh-Hans", "你好,世界"),
        ("zh-Hant", "“{x}”"),
        ("zh-Hant", "設定: {x}"),
        ("zh-Hant", "步驟 (選填)"),
        ("fa", "این كار"),
        ("fa", "نام، سن, شهر"),
        ("fa", "{share}% از"),
        ("fa", "می رود"),
        ("fa", "گام ها"),
        ("fa", "{n, plural, other {# گام از 5 گام}}"),
    ],
)
def test_a_planted_fault_of_writing_is_found(language: str, text: str) -> None:
    assert len(list(written_wrong(parse(text), language))) == 1


def written_wrong(parts: Parts, language: str) -> Iterator[str]:
    """
    Say what is not written as the language is, and in which sentence.
    """
    tables = [fault for name in family(language) for fault in FAULTS.get(name, [])]
    native = {"zh": r"[\u3400-\u9fff]", "fa": r"[\u0600-\u06ff]"}.get(language[:2], ".")
    read = [CODE.sub("CODE", sentence) for sentence in sentences(parts)]
    if not re.search(native + "|[「」“”«»]", " ".join(read)):
        return
    for number, sentence in enumerate(read):
        # A branch may begin or end with the space that joins it to the rest.
        shown = sentence.strip() if number else sentence
        for form, advice in tables:
            if re.search(form, shown):
                yield f"{advice}: {shown.replace(GAP, '{…}')}"


@pytest.mark.parametrize("language", each(*OTHERS))
def test_no_message_is_left_in_english(language: str) -> None:
    same = set((SAME_WORDS.get(language, "") + LATIN).split())
    faults = []
    for key, parts in readable(language).items():
        if key.partition(".")[0] == "language":
            continue
        # The name of an option is nobody's word.
        said = re.sub(r"--[a-z-]+", "", " ".join(literals(parts)))
        english = " ".join(literals(readable("en").get(key, ())))
        words = {word.lower() for word in re.findall(r"[A-Za-z]+", said)}
        if said == english and words - same:
            faults.append(f"{key} [{language}]: the same as English: {said}")
        elif ENGLISH.search(said) and not ENGLISH.fullmatch(said):
            faults.append(f"{key} [{language}]: holds an English word: {said}")

    show(faults)


def test_traditional_chinese_holds_no_simplified_character() -> None:
    show(list(_foreign("zh-Hant", native="big5", foreign="gb2312", known=SIMPLIFIED_IN_BIG5)))


def test_simplified_chinese_holds_no_traditional_character() -> None:
    show(list(_foreign("zh-Hans", native="gb2312", foreign="big5", known=set())))


def _foreign(language: str, native: str, foreign: str, known: set[str]) -> Iterator[str]:
    """
    Find characters that the other script's encoding has and this one's lacks.
    """
    for key, parts in readable(language).items():
        if key == "language.endonym":
            continue
        for character in sorted(set("".join(literals(parts)))):
            is_han = "\u3400" <= character <= "\u9fff"
            lacking = not character.encode(native, "ignore") and character.encode(foreign, "ignore")
            if is_han and (lacking or character in known):
                yield f"{key} [{language}]: {character} belongs to the other script"


@pytest.mark.parametrize("language", each(*LANGUAGES))
def test_every_message_is_told_as_icu_tells_it(language: str) -> None:
    faults = []
    for key, parts in readable(language).items():
        if hyphenated(catalogue(language)[key]):
            continue
        kinds: dict[str, set[str]] = {}
        for found in arguments(parts):
            kinds.setdefault(found.name, set()).add(found.kind)
        if any("date" in kind for kind in kinds.values()):
            continue
        for count in (0, 1, 2, 1234):
            values = {
                name: count if kind & {"plural", "number", COUNT, "selectordinal"} else "α"
                for name, kind in kinds.items()
            }
            ours = re.sub("[\u2066-\u2069]", "", translate(key, language, **values))
            theirs = MessageFormat(catalogue(language)[key], language).format(dict(values))
            if ours != theirs:
                faults.append(f"{key} [{language}]: we tell {ours!r}, ICU {theirs!r}")

    show(faults)


def test_every_catalogue_is_plain_json_for_the_web() -> None:
    texts = [json.dumps(catalogue(language)) for language in LANGUAGES]

    assert all(isinstance(value, str) for text in texts for value in json.loads(text).values())


def test_every_key_that_the_code_names_exists() -> None:
    named = re.compile(r"""(?:translate|has_message)\(\s*"([^"{]+)\"""")
    faults = [
        f"{key}: named in {path.relative_to(SOURCE)}, in no catalogue"
        for path in sorted(SOURCE.rglob("*.py"))
        for key in named.findall(path.read_text("utf-8"))
        if key not in catalogue("en")
    ]

    show(faults)
