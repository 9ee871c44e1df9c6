"""
A text that some readers get in another language.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from touchline.linting.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from touchline.diagnostics import Diagnostic
    from touchline.linting.checked import Checked


class MissingTranslation(Rule):
    """
    Texts of the map are said in some of its languages, but not in all.

    Why it matters:
        Whoever reads the map in the missing language gets the text in another one, in the middle of
        their own. A language counts as one of the map's when at least half of the texts that are
        said in several languages have it. Texts in one language only, such as names, are not asked.
        Each language is told once.

    Source:
        M11; W3C, “Web Content Accessibility Guidelines 2.2”, success criterion 3.1.2 (language of
        parts).

    Flagged:
        ```yaml
        stages:
          - {id: find, name: {en: Find, de: Finden}}
          - {id: choose, name: {en: Choose, de: Wählen}}
          - {id: buy, name: {en: Buy}}
        ```

    Clean:
        ```yaml
        stages:
          - {id: find, name: {en: Find, de: Finden}}
          - {id: choose, name: {en: Choose, de: Wählen}}
          - {id: buy, name: {en: Buy, de: Kaufen}}
        ```
    """

    severity = "hint"
    requirement: ClassVar[str] = "M11"

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """
        Count the texts of each language.
        """
        tagged = [
            (at, text)
            for at, text in checked.texts
            if text.languages and not checked.places.allows(self.name, at)
        ]
        counts = Counter(tag for _, text in tagged for tag in text.languages)
        for tag, n in counts.items():
            if len(tagged) > n >= len(tagged) / 2:
                lacking = [at for at, text in tagged if tag not in text.languages]
                yield self.found(lacking[0], language=tag, n=len(lacking))
