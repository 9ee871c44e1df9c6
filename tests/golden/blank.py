"""
A map as a template gives it: five steps, five rows of questions, nothing filled in.
"""

from __future__ import annotations

from typing import Any

from tests.golden.shop_words import TAGS, said
from touchline.model.map import JourneyMap
from touchline.model.structure import Lane, Stage, Step
from touchline.model.text import LocalText

TITLE = said(
    "Customer journey: current state",
    "Customer Journey: Ist-Zustand",
    "Perjalanan pelanggan: Keadaan sekarang",
    "客户旅程：现状",
    "客戶旅程：現況",
    "سفر مشتری: وضعیت فعلی",
)
STAGE = said("Journey", "Journey", "Perjalanan", "旅程", "旅程", "سفر")
STEP = ("Step {}", "Schritt {}", "Langkah {}", "步骤 {}", "步驟 {}", "گام {}")

#: Kind and question of each row; the Malay is R-050's own.
ROWS: tuple[tuple[str, LocalText], ...] = (
    (
        "thoughts",
        said(
            "What is the customer thinking or feeling?",
            "Was denkt oder fühlt die Kundin oder der Kunde?",
            "Apakah pemikiran atau perasaan pelanggan?",
            "客户在想什么、感受如何？",
            "客戶在想什麼、感受如何？",
            "مشتری چه فکر یا احساسی دارد؟",
        ),
    ),
    (
        "actions",
        said(
            "What is the customer's action?",
            "Was tut die Kundin oder der Kunde?",
            "Apakah tindakan pelanggan?",
            "客户做了什么？",
            "客戶做了什麼？",
            "مشتری چه اقدامی می‌کند؟",
        ),
    ),
    (
        "touchpoints",
        said(
            "What is the customer's touchpoint with the business?",
            "Welche Touchpoints mit dem Unternehmen gibt es?",
            "Apakah titik sentuh pelanggan dengan perniagaan?",
            "客户与企业的触点是什么？",
            "客戶與企業的接觸點是什麼？",
            "نقطه تماس مشتری با کسب‌وکار چیست؟",
        ),
    ),
    (
        "changes",
        said(
            "What do we want to change about this step?",
            "Was wollen wir an diesem Schritt ändern?",
            "Apa yang kita mahu ubah tentang langkah ini?",
            "这一步我们想改变什么？",
            "這一步我們想改變什麼？",
            "چه چیزی را در این گام می‌خواهیم تغییر دهیم؟",
        ),
    ),
    (
        "change-plans",
        said(
            "How and/or why will we make this change?",
            "Wie und/oder warum nehmen wir diese Änderung vor?",
            "Bagaimana dan/atau mengapa kita akan membuat perubahan ini?",
            "我们将如何、为何做出这项改变？",
            "我們將如何、為何做出這項改變？",
            "چگونه و/یا چرا این تغییر را انجام می‌دهیم؟",
        ),
    ),
)


def blank() -> JourneyMap[Any]:
    """
    Build the map.
    """
    steps = tuple(
        Step(
            id=f"step-{i}",
            name=LocalText.of({tag: form.format(i) for tag, form in zip(TAGS, STEP, strict=True)}),
        )
        for i in range(1, 6)
    )
    return JourneyMap[Any](
        id="blank",
        title=TITLE,
        type="current-state",
        stages=(Stage(id="journey", name=STAGE, steps=steps),),
        lanes=tuple(Lane[Any](id=kind, kind=kind, hint=hint) for kind, hint in ROWS),
    )
