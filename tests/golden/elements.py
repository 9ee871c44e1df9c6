"""
An invented bicycle shop: what authors write into the lanes that the web shop's map does not have.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.golden.shop_words import said
from touchline.model.experience import (
    Assistance,
    Change,
    Channel,
    Expectation,
    Feeling,
    Insight,
    Metric,
    PainPoint,
    Persona,
    PostedContent,
    Rating,
    Reading,
    Resource,
)
from touchline.model.map import JourneyMap
from touchline.model.structure import Card, Cell, Evidence, Lane, Scale, Stage, Step

STARS = Scale(low=1, high=5)

#: The feelings' own scale.
MOODS = Scale(
    low=1,
    high=5,
    names=(
        said("angry", "verärgert", "marah", "愤怒", "生氣", "خشمگین"),
        said("annoyed", "genervt", "jengkel", "烦躁", "煩躁", "دلخور"),
        said("calm", "gelassen", "tenang", "平静", "平靜", "آرام"),
        said("pleased", "zufrieden", "senang hati", "满意", "滿意", "خشنود"),
        said("delighted", "begeistert", "teruja", "欣喜", "欣喜", "شادمان"),
    ),
)

INTERVIEW = Evidence(
    grade="quoted",
    source=said(
        "Shop interviews",
        "Interviews im Laden",
        "Temu bual di kedai",
        "门店访谈",
        "門市訪談",
        "مصاحبه در فروشگاه",
    ),
    date=dt.date(2026, 9, 1),
    n=12,
)

PEOPLE = (
    Persona(
        id="mira",
        name=said(
            "Mira, rides to work",
            "Mira, fährt zur Arbeit",
            "Mira, berbasikal ke tempat kerja",
            "米拉，骑车通勤",
            "米拉，騎車通勤",
            "میرا، با دوچرخه سر کار می‌رود",
        ),
        primary=True,
    ),
    Persona(
        id="jon",
        name=said(
            "Jon, buys for his son",
            "Jon, kauft für seinen Sohn",
            "Jon, membeli untuk anaknya",
            "约翰，给儿子买车",
            "約翰，幫兒子買車",
            "جان، برای پسرش می‌خرد",
        ),
    ),
    Persona(
        id="tess",
        name=said(
            "Tess, races",
            "Tess, fährt Rennen",
            "Tess, pelumba",
            "泰丝，参加比赛",
            "黛絲，參加比賽",
            "تس، مسابقه می‌دهد",
        ),
    ),
)

STEPS = (
    ("try", said("Try it out", "Ausprobieren", "Cuba", "试骑", "試騎", "آزمودن")),
    ("order", said("Order", "Bestellen", "Pesan", "下单", "下單", "سفارش دادن")),
    ("pick", said("Pick it up", "Abholen", "Ambil", "取车", "取車", "تحویل گرفتن")),
    ("ride", said("Ride", "Fahren", "Tunggang", "骑行", "騎行", "راندن")),
    ("care", said("Have it serviced", "Warten lassen", "Servis", "保养", "保養", "سرویس کردن")),
)

#: Each step's score for Mira, Jon and Tess; None where nobody asked.
SCORES = (
    ("try", 4.0, 3.0, 5.0),
    ("order", 2.0, 3.0, 3.4),
    ("pick", 1.2, 4.0, None),
    ("ride", 5.0, 4.4, 2.0),
    ("care", 3.2, 2.0, 3.0),
)


def _lane(kind: str, *cells: Cell[Any], scale: Scale | None = None) -> Lane[Any]:
    return Lane[Any](id=kind, kind=kind, scale=scale, cells=cells)


def _cell(step: str, *cards: Card, **more: Any) -> Cell[Any]:
    return Cell[Any](at=step, cards=cards, **more)


def _feelings() -> Lane[Any]:
    cells = []
    for step, *scores in SCORES:
        cards = [
            Feeling(id=f"f-{step}-{person.id}", score=score, persona=person.id)
            for person, score in zip(PEOPLE, scores, strict=True)
            if score is not None
        ]
        cells.append(_cell(step, *cards))
    return _lane("emotion", *cells, scale=MOODS)


def _expectations() -> Lane[Any]:
    price = said(
        "The price on the tag is the price to pay",
        "Der Preis auf dem Schild ist der Preis an der Kasse",
        "Harga pada tanda ialah harga yang dibayar",
        "标签上的价格就是要付的价格",
        "標籤上的價格就是要付的價格",
        "همان قیمت روی برچسب را می‌پردازم",
    )
    ready = said(
        "Ready on the day",
        "Am Tag fertig",
        "Siap pada harinya",
        "当天可取",
        "當天可取",
        "همان روز آماده باشد",
    )
    fun = said("It is fun", "Es macht Spaß", "Menyeronokkan", "骑得开心", "騎得開心", "لذت‌بخش باشد")
    ask = said(
        "What do they hope for from a service?",
        "Was erhoffen sie sich von der Wartung?",
        "Apakah yang mereka harapkan daripada servis?",
        "他们希望保养带来什么？",
        "他們希望保養帶來什麼？",
        "از سرویس چه امیدی دارند؟",
    )
    return _lane(
        "expectations",
        _cell("order", Expectation(id="e1", text=price, expected=4.5, experienced=2)),
        _cell("pick", Expectation(id="e2", text=ready, expected=4)),
        _cell("ride", Expectation(id="e3", text=fun, expected=5, experienced=5)),
        _cell("care", hint=ask),
        scale=STARS,
    )


def _customer() -> tuple[Lane[Any], ...]:
    post = said(
        "Finally mine!",
        "Endlich meins!",
        "Akhirnya milik saya!",
        "终于到手了！",
        "終於到手了！",
        "بالاخره مال خودم شد!",
    )
    lift = said(
        "The lift is too small for a bicycle",
        "Der Aufzug ist zu klein für ein Fahrrad",
        "Lif terlalu kecil untuk basikal",
        "电梯太小，放不下自行车",
        "電梯太小，放不下自行車",
        "آسانسور برای دوچرخه کوچک است",
    )
    video = said(
        "A video of the first adjustment",
        "Ein Video zur ersten Einstellung",
        "Video pelarasan pertama",
        "首次调校的视频",
        "首次調校的影片",
        "ویدیوی نخستین تنظیم",
    )
    return (
        _expectations(),
        _feelings(),
        _lane(
            "importance",
            *(
                _cell(step, Rating(id=f"i-{step}", score=score))
                for step, score in zip(dict(STEPS), (6, 9, 7.5, 10, 4), strict=True)
            ),
            scale=Scale(low=0, high=10),
        ),
        _lane(
            "customer-content", _cell("ride", PostedContent(id="c1", text=post, channel="clips"))
        ),
        _lane("barriers", _cell("pick", Card(id="b1", text=lift, evidence=(INTERVIEW,)))),
        _lane("enablers", _cell("ride", Card(id="n1", text=video))),
    )


def _team() -> tuple[Lane[Any], ...]:
    late = said(
        "Costs appear late",
        "Kosten erscheinen spät",
        "Kos muncul lewat",
        "费用显示太晚",
        "費用太晚顯示",
        "هزینه‌ها دیر دیده می‌شوند",
    )
    call = said(
        "Call before the pick-up",
        "Vor der Abholung anrufen",
        "Hubungi sebelum pengambilan",
        "取车前打电话",
        "取車前打電話",
        "پیش از تحویل زنگ بزنیم",
    )
    trust = said(
        "Late costs cost trust",
        "Späte Kosten kosten Vertrauen",
        "Kos yang lewat menghakis kepercayaan",
        "费用出现得晚，会失去信任",
        "費用太晚出現會失去信任",
        "هزینه دیرهنگام اعتماد را می‌برد",
    )
    show = said(
        "Show all costs on the tag",
        "Alle Kosten auf das Schild",
        "Paparkan semua kos pada tanda",
        "在标签上写明全部费用",
        "在標籤上寫明全部費用",
        "همه هزینه‌ها روی برچسب بیاید",
    )
    return (
        _lane("pain-points", _cell("order", PainPoint(id="p1", text=late, severity=3))),
        _lane("support", _cell("pick", Assistance(id="s1", text=call, answers=("p1",)))),
        _lane("insights", _cell("order", Insight(id="i1", text=trust, about=("p1", "e1")))),
        _lane(
            "changes",
            _cell(
                "order",
                Change(
                    id="c2",
                    text=show,
                    status="doing",
                    owner="Lena Kraus",
                    due=dt.date(2027, 3, 1),
                    answers=("p1",),
                ),
                department="Shop",
                owner="Tan Ooi",
            ),
        ),
        *_means(),
        _metrics(),
    )


def _means() -> tuple[Lane[Any], ...]:
    fleet = said(
        "Test bicycles", "Testräder", "Basikal ujian", "试骑车", "試騎車", "دوچرخه‌های آزمایشی"
    )
    bay = said(
        "A second workshop",
        "Eine zweite Werkstatt",
        "Bengkel kedua",
        "第二个维修间",
        "第二間維修室",
        "کارگاه دوم",
    )
    sales = said("Sales", "Verkauf", "Jualan", "销售部", "業務部", "فروش")
    workshop = said("Workshop", "Werkstatt", "Bengkel", "维修部", "維修部", "کارگاه")
    till = said(
        "Till system", "Kassensystem", "Sistem juruwang", "收银系统", "收銀系統", "سامانه صندوق"
    )
    return (
        _lane(
            "resources",
            _cell("try", Resource(id="r1", text=fleet, sort="tool")),
            _cell(
                "care",
                Resource(
                    id="r2",
                    text=bay,
                    sort="place",
                    availability="need",
                    cost=1800,
                    currency="EUR",
                    every="month",
                ),
            ),
        ),
        _lane(
            "departments",
            _cell("try", Card(id="d1", text=sales), Card(id="d2", text=workshop)),
            _cell("pick", Card(id="d3", text=workshop), through="care"),
        ),
        _lane("technology", _cell("order", Card(id="t1", text=till))),
    )


def _metrics() -> Lane[Any]:
    share = said(
        "Orders after a test ride",
        "Bestellungen nach der Probefahrt",
        "Pesanan selepas cubaan",
        "试骑后下单",
        "試騎後下單",
        "سفارش پس از آزمودن",
    )
    wait = said(
        "Wait for a service",
        "Wartezeit auf eine Wartung",
        "Masa menunggu servis",
        "保养等待时间",
        "保養等待時間",
        "انتظار برای سرویس",
    )
    day = 86400.0
    return _lane(
        "metrics",
        _cell(
            "try",
            Metric(
                id="m1",
                text=share,
                unit="share",
                baseline=0.21,
                target=0.3,
                readings=tuple(
                    Reading(date=dt.date(2026, month, 1), value=value)
                    for month, value in ((1, 0.21), (4, 0.2), (7, 0.245), (10, 0.27))
                ),
            ),
        ),
        _cell(
            "care",
            Metric(
                id="m2",
                text=wait,
                unit="seconds",
                better="lower",
                baseline=5 * day,
                target=3 * day,
                readings=(
                    Reading(date=dt.date(2026, 3, 1), value=5 * day),
                    Reading(date=dt.date(2026, 9, 1), value=8 * day),
                ),
            ),
        ),
    )


def elements() -> JourneyMap[Any]:
    """
    Build the map.
    """
    steps = tuple(Step(id=name, name=words) for name, words in STEPS)
    buy = said("Buy", "Kaufen", "Beli", "购买", "購買", "خرید")
    own = said("Own", "Besitzen", "Miliki", "使用", "使用", "داشتن")
    return JourneyMap[Any](
        id="bicycle",
        title=said(
            "A bicycle for every day",
            "Ein Fahrrad für jeden Tag",
            "Basikal untuk setiap hari",
            "一辆每天骑的自行车",
            "一台每天騎的自行車",
            "دوچرخه‌ای برای هر روز",
        ),
        language="en",
        invented=True,
        personas=PEOPLE,
        channels=(
            Channel(
                id="clips",
                name=said("Clips", "Kurzvideos", "Klip", "短视频", "短影片", "ویدیوی کوتاه"),
                icon="video",
            ),
        ),
        stages=(
            Stage(id="buy", name=buy, icon="shopping-cart", steps=steps[:3]),
            Stage(id="own", name=own, icon="bike", steps=steps[3:]),
        ),
        lanes=(*_customer(), *_team()),
    )
