"""
An invented webshop: a rich measured map in six languages, its people and figures made up.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from tests.golden.shop_words import OBJECTIVE, SCENARIO, STAGES, STEPS, TITLE, said
from touchline.measuring.measured import (
    ChannelShare,
    Conformance,
    Deviation,
    Figure,
    MeasuredMap,
    Measures,
    Provenance,
    StepMeasures,
    TargetCheck,
)
from touchline.model.experience import (
    Channel,
    Feeling,
    Objective,
    Opportunity,
    PainPoint,
    Persona,
    Touchpoint,
)
from touchline.model.map import JourneyMap, Measurement, Review
from touchline.model.structure import Card, Cell, Evidence, Lane, Stage, Step, Target

if TYPE_CHECKING:
    from touchline.model.text import LocalText

SURVEY = Evidence(
    grade="surveyed",
    source=said(
        "Exit survey, autumn",
        "Exit-Befragung, Herbst",
        "Tinjauan keluar, musim luruh",
        "离站调查，秋季",
        "離站調查，秋季",
        "نظرسنجی خروج، پاییز",
    ),
    date=dt.date(2026, 10, 30),
    n=3912,
)


def _interviews(n: int) -> Evidence:
    return Evidence(
        grade="quoted",
        source=said(
            f"Interview round {n}",
            f"Interviewrunde {n}",
            f"Pusingan temu bual {n}",
            f"第 {n} 轮访谈",
            f"第 {n} 輪訪談",
            f"دور {n} مصاحبه",
        ),
        date=dt.date(2026, 9, n),
        n=8,
    )


#: Step, score, low, high.
SCORES = (
    ("ad", 0.25, 0.19, 0.31),
    ("search", 0.10, 0.05, 0.15),
    ("browse", 0.32, 0.26, 0.38),
    ("reviews", 0.05, -0.01, 0.11),
    ("basket", 0.42, 0.37, 0.47),
    ("checkout", -0.62, -0.67, -0.57),
    ("track", -0.20, -0.27, -0.13),
    ("unpack", 0.72, 0.67, 0.77),
    ("help", -0.38, -0.46, -0.30),
    ("again", 0.55, 0.47, 0.63),
)

#: Step, id, channel, names, events.
CONTACTS: tuple[tuple[str, str, str, LocalText, int], ...] = (
    (
        "ad",
        "t-social",
        "social",
        said("Social", "Social", "Sosial", "社交", "社群", "شبکهٔ اجتماعی"),
        64,
    ),
    (
        "search",
        "t-search",
        "search",
        said("Search", "Suche", "Carian", "搜索", "搜尋", "جست‌وجو"),
        71,
    ),
    ("search", "t-web1", "web", said("Web", "Web", "Web", "网页", "網頁", "وب"), 29),
    ("browse", "t-web2", "web", said("Web", "Web", "Web", "网页", "網頁", "وب"), 58),
    ("browse", "t-app2", "app", said("App", "App", "Apl", "应用", "App", "اپ"), 42),
    (
        "reviews",
        "t-reviews",
        "web",
        said("Reviews", "Bewertungen", "Ulasan", "评价页", "評價頁", "نظرها"),
        83,
    ),
    (
        "basket",
        "t-basket",
        "web",
        said("Basket", "Warenkorb", "Troli", "购物车", "購物車", "سبد"),
        100,
    ),
    (
        "checkout",
        "t-checkout",
        "web",
        said("Checkout", "Kasse", "Daftar keluar", "结账页", "結帳頁", "صفحهٔ پرداخت"),
        100,
    ),
    (
        "track",
        "t-mail",
        "email",
        said("E-mail", "E-Mail", "E-mel", "邮件", "電子郵件", "ایمیل"),
        55,
    ),
    ("track", "t-app3", "app", said("App", "App", "Apl", "应用", "App", "اپ"), 45),
    (
        "unpack",
        "t-home",
        "store",
        said("At home", "Zu Hause", "Di rumah", "家中", "家中", "در خانه"),
        100,
    ),
    ("help", "t-chat", "chat", said("Chat", "Chat", "Sembang", "聊天", "聊天", "چت"), 62),
    ("help", "t-phone", "phone", said("Phone", "Telefon", "Telefon", "电话", "電話", "تلفن"), 38),
    (
        "again",
        "t-news",
        "email",
        said("Newsletter", "Newsletter", "Surat berita", "邮件通讯", "電子報", "خبرنامه"),
        47,
    ),
    ("again", "t-web4", "web", said("Web", "Web", "Web", "网页", "網頁", "وب"), 53),
)

PAINS: tuple[tuple[str, str, LocalText, int, int], ...] = (
    (
        "browse",
        "p-filters",
        said(
            "Filters reset on the way back",
            "Filter gehen beim Zurückgehen verloren",
            "Penapis hilang apabila kembali",
            "返回后筛选条件消失",
            "返回後篩選條件消失",
            "با بازگشت، فیلترها پاک می‌شوند",
        ),
        2,
        3,
    ),
    (
        "checkout",
        "p-cost",
        said(
            "Delivery cost shows at the last step",
            "Versandkosten erscheinen erst im letzten Schritt",
            "Kos penghantaran hanya dipaparkan pada langkah terakhir",
            "最后一步才显示运费",
            "最後一步才顯示運費",
            "هزینهٔ ارسال تازه در گام آخر دیده می‌شود",
        ),
        3,
        5,
    ),
    (
        "track",
        "p-news",
        said(
            "No news for two days",
            "Zwei Tage lang keine Nachricht",
            "Tiada berita selama dua hari",
            "两天没有消息",
            "兩天沒有消息",
            "دو روز بی‌خبری",
        ),
        2,
        2,
    ),
    (
        "help",
        "p-label",
        said(
            "Return label is hard to find",
            "Rücksendeetikett ist schwer zu finden",
            "Label pemulangan sukar dicari",
            "退货标签很难找",
            "退貨標籤很難找",
            "برچسب بازگشت به‌سختی پیدا می‌شود",
        ),
        1,
        0,
    ),
)

CHANCES: tuple[tuple[str, str, LocalText, float, str, str], ...] = (
    (
        "browse",
        "o-filters",
        said(
            "Keep filters in the address",
            "Filter in der Adresse behalten",
            "Simpan penapis dalam alamat",
            "把筛选条件保存在网址里",
            "把篩選條件保存在網址裡",
            "نگه داشتن فیلترها در نشانی",
        ),
        5.2,
        "Rosa Maier",
        "done",
    ),
    (
        "checkout",
        "o-cost",
        said(
            "Show the delivery cost in the basket",
            "Versandkosten im Warenkorb zeigen",
            "Tunjukkan kos penghantaran dalam troli",
            "在购物车中显示运费",
            "在購物車中顯示運費",
            "نمایش هزینهٔ ارسال در سبد",
        ),
        8.4,
        "Lena Kraus",
        "doing",
    ),
    (
        "track",
        "o-status",
        said(
            "Push a daily status",
            "Täglich den Stand melden",
            "Hantar status harian",
            "每天推送物流状态",
            "每天推播物流狀態",
            "فرستادن وضعیت روزانه",
        ),
        4.6,
        "Amir Jalali",
        "idea",
    ),
    (
        "help",
        "o-label",
        said(
            "Put the label inside the parcel",
            "Etikett ins Paket legen",
            "Letak label di dalam bungkusan",
            "把标签放进包裹",
            "把標籤放進包裹",
            "گذاشتن برچسب درون بسته",
        ),
        7.1,
        "Tan Ooi",
        "planned",
    ),
)

CHANNELS = (
    Channel(
        id="social",
        name=said(
            "Social media",
            "Soziale Medien",
            "Media sosial",
            "社交媒体",
            "社群媒體",
            "شبکه‌های اجتماعی",
        ),
        icon="share-2",
    ),
    Channel(
        id="search", name=said("Search", "Suche", "Carian", "搜索", "搜尋", "جست‌وجو"), icon="search"
    ),
    Channel(id="web", name=said("Web", "Web", "Web", "网页", "網頁", "وب"), icon="globe"),
    Channel(id="app", name=said("App", "App", "Apl", "应用", "App", "اپ"), icon="smartphone"),
    Channel(
        id="email", name=said("E-mail", "E-Mail", "E-mel", "邮件", "電子郵件", "ایمیل"), icon="mail"
    ),
    Channel(
        id="chat", name=said("Chat", "Chat", "Sembang", "聊天", "聊天", "چت"), icon="message-circle"
    ),
    Channel(
        id="phone", name=said("Phone", "Telefon", "Telefon", "电话", "電話", "تلفن"), icon="phone"
    ),
    Channel(
        id="store",
        name=said("At home", "Zu Hause", "Di rumah", "家中", "家中", "در خانه"),
        icon="house",
    ),
)


def _lane(name: str, kind: str, cells: list[Cell[Any]]) -> Lane[Any]:
    return Lane[Any](id=name, kind=kind, cells=tuple(cells))


def _cell(step: str, *cards: Card) -> Cell[Any]:
    return Cell[Any](at=step, cards=cards)


def _customer_lanes() -> tuple[Lane[Any], ...]:
    actions = [
        _cell(
            step,
            Card(
                id=f"a-{step}", text=action, evidence=() if step == "unpack" else (_interviews(1),)
            ),
        )
        for step, _, _, action, _ in STEPS
    ]
    thoughts = [
        _cell(
            step,
            Card(
                id=f"q-{step}", text=thought, evidence=(_interviews(2),) if step != "help" else ()
            ),
        )
        for step, _, _, _, thought in STEPS
    ]
    feelings = [
        _cell(step, Feeling(id=f"f-{step}", score=score, low=low, high=high, evidence=(SURVEY,)))
        for step, score, low, high in SCORES
    ]
    touchpoints = [
        _cell(
            step,
            *(
                Touchpoint(id=name, text=text, channel=channel, evidence=(_interviews(3),))
                for at, name, channel, text, _ in CONTACTS
                if at == step
            ),
        )
        for step, *_ in STEPS
    ]
    return (
        _lane("actions", "actions", actions),
        _lane("thoughts", "thoughts", thoughts),
        _lane("emotion", "emotion", feelings),
        _lane("touchpoints", "touchpoints", touchpoints),
        _lane("completion", "completion", []),
        _lane("time", "time-to-next", []),
    )


def _team_lanes() -> tuple[Lane[Any], ...]:
    pains = [
        _cell(
            step,
            PainPoint(
                id=name,
                text=text,
                severity=severity,
                evidence=tuple(_interviews(i + 1) for i in range(n)),
            ),
        )
        for step, name, text, severity, n in PAINS
    ]
    chances = [
        _cell(
            step,
            Opportunity(id=name, text=text, score=score, owner=owner, status=status),  # type: ignore[arg-type]
        )
        for step, name, text, score, owner, status in CHANCES
    ]
    return (
        _lane("pains", "pain-points", pains),
        _lane("chances", "opportunities", chances),
        _lane("plan", "deviations", []),
        _lane("proof", "evidence", []),
    )


LEA = Persona(
    id="lea",
    name=said(
        "Lea, the careful first-timer",
        "Lea, die vorsichtige Erstkundin",
        "Lea, pembeli pertama yang berhati-hati",
        "Lea，谨慎的首次购物者",
        "Lea，謹慎的首次購物者",
        "لیا، تازه‌وارد محتاط",
    ),
    summary=said(
        "27–35 · urban · mobile first · 31% of customers",
        "27–35 · Großstadt · meist mobil · 31 % der Kundschaft",
        "27–35 · bandar · mudah alih dahulu · 31% pelanggan",
        "27–35 岁 · 城市 · 移动端优先 · 占客户的 31%",
        "27–35 歲 · 都市 · 行動裝置優先 · 占客戶的 31%",
        "۲۷ تا ۳۵ سال · شهری · بیشتر با موبایل · ۳۱٪ مشتریان",
    ),
    quote=said(
        "Tell me the full price before I fall in love.",
        "Sagt mir den ganzen Preis, bevor ich mich verliebe.",
        "Beritahu harga penuh sebelum saya jatuh hati.",
        "在我心动之前，先告诉我总价。",
        "在我心動之前，先告訴我總價。",
        "پیش از آنکه دل ببندم، قیمت کامل را بگویید.",
    ),
    primary=True,
    evidence=(_interviews(1),),
)


def _stages() -> tuple[Stage, ...]:
    return tuple(
        Stage(
            id=stage,
            name=name,
            icon=icon,
            steps=tuple(
                Step(
                    id=step,
                    name=step_name,
                    moment_of_truth=step in ("checkout", "unpack", "help"),
                    milestone=step in ("checkout", "again"),
                    targets=(Target(metric="completion", at_least=0.45),)
                    if step == "checkout"
                    else (),
                )
                for step, at, step_name, _, _ in STEPS
                if at == stage
            ),
        )
        for stage, icon, name in STAGES
    )


def journey() -> JourneyMap[Any]:
    """
    Build the map as authored.
    """
    return JourneyMap[Any](
        id="first-outfit",
        title=TITLE,
        language="en",
        type="current-state",
        kind="purchase",
        status="published",
        invented=True,
        objective=Objective(
            statement=OBJECTIVE,
            due=dt.date(2027, 3, 31),
        ),
        scenario=SCENARIO,
        personas=(LEA,),
        channels=CHANNELS,
        stages=_stages(),
        lanes=(*_customer_lanes(), *_team_lanes()),
        measurement=Measurement(window="14d"),
        review=Review(last=dt.date(2026, 9, 2), every="90d"),
    )


#: Step, reached, completion, half its interval, median seconds, ninetieth percentile, pending.
FIGURES = (
    ("ad", 48213, 0.614, 0.004, 5400, 90000, 0),
    ("search", 29603, 0.482, 0.006, 1320, 40000, 0),
    ("browse", 14269, 0.729, 0.007, 780, 7200, 0),
    ("reviews", 10402, 0.547, 0.010, 2400, 180000, 0),
    ("basket", 5690, 0.381, 0.012, 900, 86400, 0),
    ("checkout", 2168, 0.371, 0.012, 7200, 200000, 31),
    ("track", 804, 0.978, 0.010, 172800, 345600, 18),
    ("unpack", 786, 0.412, 0.034, 259200, 864000, 64),
    ("help", 324, 0.715, 0.049, 950400, 2160000, 12),
)


def _share(value: float, n: int, half: float, *, is_thin: bool = False) -> Figure:
    return Figure(
        value=value, n=n, low=value - half, high=value + half, unit="share", is_thin=is_thin
    )


def _measures_of(row: tuple[str, int, float, float, int, int, int]) -> StepMeasures:
    step, reached, completion, half, median, p90, pending = row
    figure = _share(completion, reached, half, is_thin=step == "help")
    events = {name: n for at, name, _, _, n in CONTACTS if at == step}
    checks: tuple[TargetCheck, ...] = ()
    if step == "checkout":
        checks = (
            TargetCheck(
                metric="completion", wanted=0.45, is_floor=True, figure=figure, verdict="missed"
            ),
        )
    return StepMeasures(
        step=step,
        is_bound=True,
        events=100,
        reached=Figure(value=reached, n=reached, unit="customers"),
        reached_share=_share(reached / 48213, 48213, 0.002),
        completion=figure,
        lost=_share(1 - completion, reached, half),
        pending=Figure(value=pending, n=reached, unit="customers"),
        time_to_next=Figure(value=median, n=reached, unit="seconds"),
        time_to_next_p90=Figure(value=p90, n=reached, unit="seconds"),
        repeats=_share(0.182, reached, 0.01),
        occupancy=_share(0.08, 48213, 0.003),
        channels=(
            ChannelShare(channel="web", share=_share(0.58, 100, 0.09)),
            ChannelShare(channel="app", share=_share(0.42, 100, 0.09)),
        ),
        touchpoint_events=events,
        targets=checks,
    )


def measured() -> MeasuredMap:
    """
    Build the map with made-up figures.
    """
    last = StepMeasures(
        step="again",
        is_bound=True,
        events=100,
        reached=Figure(value=232, n=232, unit="customers"),
        touchpoint_events={name: n for at, name, _, _, n in CONTACTS if at == "again"},
    )
    deviations = (
        Deviation(kind="skipped", step="reviews", share=_share(0.214, 48213, 0.004)),
        Deviation(kind="repeated", step="browse", share=_share(0.382, 48213, 0.004)),
        Deviation(
            kind="inserted",
            step="checkout",
            activity="voucher_search",
            share=_share(0.127, 48213, 0.004),
        ),
        Deviation(kind="backward", step="checkout", share=_share(0.093, 48213, 0.004)),
    )
    return MeasuredMap(
        journey(),
        Measures(
            provenance=Provenance(
                source="outfit-events.csv.gz",
                fingerprint="0" * 64,
                first=dt.datetime(2026, 1, 4, 6, 12, tzinfo=dt.UTC),
                last=dt.datetime(2026, 11, 20, 21, 40, tzinfo=dt.UTC),
                n_cases=48213,
                n_events=612044,
                measured_at=dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC),
            ),
            window="14d",
            steps=(*(_measures_of(row) for row in FIGURES), last),
            completion=_share(0.0048, 48213, 0.0006),
            time_to_complete=Figure(value=792000, n=232, low=740000, high=850000, unit="seconds"),
            conformance=Conformance(
                in_order=_share(0.58, 48213, 0.004),
                follows=_share(0.463, 48213, 0.004),
                complete=_share(0.0031, 48213, 0.0005),
                deviations=deviations,
                unknown_events=Figure(value=0.071, n=612044, unit="share"),
            ),
        ),
    )
