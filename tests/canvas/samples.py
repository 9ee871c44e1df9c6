"""
Texts in the product's languages, with the punctuation, numbers and foreign words that real maps
hold.
"""

from __future__ import annotations

import random

#: One paragraph for each language.
PARAGRAPHS = {
    "en": "Filters by size and price, opens 6 items; reads the two lowest reviews first — “Why do "
    "I see shipping only now?” (checkout, 3/3 · 41 sources).",
    "de": "Die Wärmepumpenförderung des Bundesamtes wird online beantragt; bei 21 °C und 72 % "
    "Einsparung fragt sie: „Was kostet die Heizungsmodernisierung?“",
    "ms": "Pelanggan membandingkan tiga sebut harga secara berperingkat-peringkat dan "
    "mempertimbangkan pembiayaan dalam talian sebelum menandatangani kontrak.",
    "zh-Hans": "打开 App 搜索“热泵补贴”，比较三家报价（约 ¥28,000）；"
    "她心想：“为什么现在才看到运费？”",
    "zh-Hant": "打開 App 搜尋「熱泵補助」，比較三家報價（約 $120,000）；"
    "她心想：「為什麼現在才看到運費？」",
    "fa": "در سه وب‌سایت همان اطلاعات را دوباره وارد می‌کند و مدل‌های HP-9 و HP-12 را مقایسه "
    "می‌کند (COP برابر ۴٫۲). «۲۱ °C و ماهی ۳۸ یورو کمتر.»",
}

_WORDS = {
    "en": "the customer reads a review 3.5 times “twice” (again) and/or checkout_started 72 % —",
    "de": "die Nutzerfreundlichkeitsuntersuchung kostet 21 °C „viel“ z. B. Anfrage-Formular ja",
    "ms": "pelanggan membandingkan sebut-harga RM 35 dan mempertimbangkan pembiayaan (lagi) itu",
    "zh-Hans": "打 开 搜 索 “ 热 泵 ” ， 。 （ 约 ） App 28,000 —— …… 运 费",
    "zh-Hant": "打 開 搜 尋 「 熱 泵 」 ， 。 （ 約 ） App 28,000 —— …… 運 費",
    "fa": "مشتری در وب‌سایت می‌خرد HP-9 ۲۱ °C (COP) «خانه» ۹۵٪ −۰٫۵ iPhone 15 و",
}


def drawn_texts(language: str, n: int) -> list[str]:
    """
    Draw texts of one to twenty words, the same ones every time.
    """
    chance = random.Random(f"seed 7 {language}")  # noqa: S311 (drawn texts are no secret)
    words = _WORDS[language].split(" ")
    joint = "" if language.startswith("zh") else " "
    return [
        joint.join(chance.choice(words) for _ in range(chance.randint(1, 20))) for _ in range(n)
    ]
