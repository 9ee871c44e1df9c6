"""
What customers of the invented shop write, by language, subject and mood.
"""

from __future__ import annotations

from typing import Final

#: How many customers in a hundred write in which language.
LANGUAGES: Final = {"en": 34, "de": 24, "ms": 11, "zh-Hans": 12, "zh-Hant": 9, "fa": 10}

#: Comments on surveys: by moment and mood, then by language.
COMMENTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "browse good": {
        "en": ("The tasting notes are lovely.", "I found my oolong in two minutes."),
        "de": ("Die Beschreibungen machen Lust auf Tee.", "Schnell das Richtige gefunden."),
        "ms": ("Penerangan rasanya menarik.", "Cepat jumpa teh yang saya mahu."),
        "zh-Hans": ("口味描述写得真好。", "很快就找到了想喝的茶。"),
        "zh-Hant": ("風味描述寫得真好。", "很快就找到想喝的茶。"),
        "fa": ("توضیح طعم‌ها عالی است.", "خیلی زود چای دلخواهم را پیدا کردم."),
    },
    "browse bad": {
        "en": ("Forty green teas and no idea which one to give.", "Too many names I do not know."),
        "de": ("Vierzig Grüntees, und welcher taugt als Geschenk?", "Zu viele fremde Namen."),
        "ms": ("Terlalu banyak teh hijau, susah hendak pilih.", "Namanya semua asing bagi saya."),
        "zh-Hans": ("四十种绿茶，不知道送哪一种。", "名字太多，看不懂。"),
        "zh-Hant": ("四十種綠茶，不知道該送哪一種。", "名稱太多，看不懂。"),
        "fa": ("چهل جور چای سبز؛ کدام را هدیه بدهم؟", "نام‌های ناآشنا زیاد است."),
    },
    "pay good": {
        "en": ("Paid in one go.", "Quick and clear."),
        "de": ("Bezahlen ging in einem Rutsch.", "Schnell und klar."),
        "ms": ("Bayaran terus berjaya.", "Cepat dan jelas."),
        "zh-Hans": ("一次就付好了。", "又快又清楚。"),
        "zh-Hant": ("一次就付好了。", "又快又清楚。"),
        "fa": ("پرداخت با یک بار انجام شد.", "سریع و روشن."),
    },
    "pay bad": {
        "en": ("My card was refused and nobody said why.", "Declined twice. The bank saw nothing."),
        "de": (
            "Karte abgelehnt, und niemand sagt, warum.",
            "Zweimal abgelehnt, die Bank weiß nichts.",
        ),
        "ms": ("Kad saya ditolak tanpa sebab.", "Dua kali ditolak, bank kata tiada masalah."),
        "zh-Hans": ("银行卡被拒，却没说原因。", "拒了两次，银行说没问题。"),
        "zh-Hant": ("卡片被拒，卻沒說原因。", "被拒兩次，銀行說沒問題。"),
        "fa": ("کارتم رد شد و کسی نگفت چرا.", "دو بار رد شد؛ بانک می‌گوید مشکلی نیست."),
    },
    "unpack good": {
        "en": ("Smells of spring. Beautifully wrapped.", "Arrived early and whole."),
        "de": ("Duftet nach Frühling, wunderschön verpackt.", "Früh da und heil."),
        "ms": ("Wangi dan dibungkus cantik.", "Sampai awal dan elok."),
        "zh-Hans": ("满是春天的香气，包装很美。", "到得早，完好无损。"),
        "zh-Hant": ("滿是春天的香氣，包裝很美。", "到得早，完好無損。"),
        "fa": ("بوی بهار می‌دهد و بسته‌بندی زیباست.", "زود و سالم رسید."),
    },
    "unpack bad": {
        "en": ("A week late for the birthday.", "The cup was in three pieces."),
        "de": ("Eine Woche zu spät zum Geburtstag.", "Die Tasse kam in drei Teilen."),
        "ms": ("Lewat seminggu daripada hari jadi.", "Cawan sampai dalam tiga serpihan."),
        "zh-Hans": ("晚了一周，生日都过了。", "杯子碎成了三块。"),
        "zh-Hant": ("晚了一週，生日都過了。", "杯子碎成三塊。"),
        "fa": ("یک هفته بعد از تولد رسید.", "فنجان سه تکه شده بود."),
    },
    "ask good": {
        "en": ("Solved in one chat.", "A new cup came at once."),
        "de": ("In einem Chat gelöst.", "Die neue Tasse kam sofort."),
        "ms": ("Selesai dalam satu sembang.", "Cawan baharu dihantar segera."),
        "zh-Hans": ("聊一次就解决了。", "马上补寄了新杯子。"),
        "zh-Hant": ("聊一次就解決了。", "馬上補寄了新杯子。"),
        "fa": ("با یک گفت‌وگو حل شد.", "فنجان تازه را فوری فرستادند."),
    },
    "ask bad": {
        "en": ("On the phone I had to tell it all again.", "Passed on, then silence."),
        "de": ("Am Telefon musste ich alles noch einmal erzählen.", "Weitergereicht, dann Stille."),
        "ms": ("Di telefon saya kena cerita semula dari awal.", "Dipindahkan, kemudian senyap."),
        "zh-Hans": ("转到电话后又得从头讲一遍。", "转来转去，然后没人理了。"),
        "zh-Hant": ("轉到電話後又得從頭講一遍。", "轉來轉去，然後沒人理了。"),
        "fa": ("پشت تلفن باید همه را دوباره می‌گفتم.", "پاسم دادند و بعد سکوت."),
    },
    "reorder good": {
        "en": ("My morning cup is back.", "Same tea, two taps."),
        "de": ("Meine Morgentasse ist gerettet.", "Derselbe Tee, zweimal getippt."),
        "ms": ("Teh pagi saya sudah kembali.", "Teh sama, dua ketikan sahaja."),
        "zh-Hans": ("早晨那杯茶又有了。", "同款茶，点两下就好。"),
        "zh-Hant": ("早晨那杯茶又有了。", "同款茶，點兩下就好。"),
        "fa": ("چای صبحم برگشت.", "همان چای، با دو لمس."),
    },
    "reorder bad": {
        "en": ("My blend was gone.", "Where is my old order?"),
        "de": ("Meine Mischung gab es nicht mehr.", "Wo ist meine letzte Bestellung?"),
        "ms": ("Adunan saya sudah tiada.", "Di mana pesanan lama saya?"),
        "zh-Hans": ("我喝的那款没有了。", "以前的订单在哪儿？"),
        "zh-Hant": ("我喝的那款沒有了。", "以前的訂單在哪裡？"),
        "fa": ("ترکیب همیشگی‌ام نبود.", "سفارش قبلی‌ام کجاست؟"),
    },
}

#: Tickets by subject, then by language.
TICKETS: Final[dict[str, dict[str, str]]] = {
    "payment": {
        "en": "My card was declined at the checkout. Was I charged?",
        "de": "Meine Karte wurde an der Kasse abgelehnt. Wurde etwas abgebucht?",
        "ms": "Kad saya ditolak semasa bayaran. Adakah wang saya ditolak?",
        "zh-Hans": "结账时银行卡被拒，我被扣款了吗？",
        "zh-Hant": "結帳時卡片被拒，我有被扣款嗎？",
        "fa": "کارتم هنگام پرداخت رد شد. آیا پولی کم شده است؟",
    },
    "late parcel": {
        "en": "Where is my parcel? The tracking has not moved for days.",
        "de": "Wo ist mein Paket? Die Sendungsverfolgung steht seit Tagen still.",
        "ms": "Di mana bungkusan saya? Status penghantaran tidak berubah berhari-hari.",
        "zh-Hans": "我的包裹在哪儿？物流好几天没更新了。",
        "zh-Hant": "我的包裹在哪裡？物流好幾天沒更新了。",
        "fa": "بسته من کجاست؟ پیگیری چند روز است تکان نخورده.",
    },
    "damage": {
        "en": "A cup arrived broken. Can you send another one?",
        "de": "Eine Tasse kam zerbrochen an. Könnt ihr eine neue schicken?",
        "ms": "Satu cawan sampai pecah. Boleh hantar yang baharu?",
        "zh-Hans": "有个杯子碎了，能补寄一个吗？",
        "zh-Hant": "有個杯子碎了，可以補寄一個嗎？",
        "fa": "یک فنجان شکسته رسید. می‌شود یکی دیگر بفرستید؟",
    },
    "question": {
        "en": "How hot should the water be for this white tea?",
        "de": "Wie heiß soll das Wasser für diesen weißen Tee sein?",
        "ms": "Berapa suhu air untuk teh putih ini?",
        "zh-Hans": "这款白茶该用多少度的水？",
        "zh-Hant": "這款白茶該用幾度的水？",
        "fa": "آب برای این چای سفید چقدر داغ باشد؟",
    },
}

#: What customers publish, by subject, then by language.
POSTS: Final[dict[str, dict[str, str]]] = {
    "unboxing": {
        "en": "Unboxing my Kettlewisp spring set – the wrapping alone!",
        "de": "Mein Frühlingsset von Kettlewisp ausgepackt – allein die Verpackung!",
        "ms": "Buka kotak set musim bunga Kettlewisp – bungkusannya sahaja sudah cantik!",
        "zh-Hans": "Kettlewisp 春茶礼盒开箱——光包装就够美！",
        "zh-Hant": "Kettlewisp 春茶禮盒開箱——光包裝就夠美！",
        "fa": "باز کردن بسته بهاری Kettlewisp؛ فقط بسته‌بندی‌اش را ببینید!",
    },
    "ritual": {
        "en": "Rain, a blanket and my morning oolong.",
        "de": "Regen, Decke und mein Oolong am Morgen.",
        "ms": "Hujan, selimut dan oolong pagi saya.",
        "zh-Hans": "下雨天，毯子，早晨的一杯乌龙。",
        "zh-Hant": "下雨天、毯子、早晨的一杯烏龍。",
        "fa": "باران، پتو و اولانگ صبحگاهی من.",
    },
    "breakage": {
        "en": "Ordered a cup, received a puzzle.",
        "de": "Eine Tasse bestellt, ein Puzzle bekommen.",
        "ms": "Pesan cawan, dapat teka-teki jigsaw.",
        "zh-Hans": "订的是杯子，收到的是拼图。",
        "zh-Hant": "訂的是杯子，收到的是拼圖。",
        "fa": "فنجان سفارش دادم، پازل رسید.",
    },
    "waiting": {
        "en": "Day eight. The parcel is still “on its way”.",
        "de": "Tag acht. Das Paket ist immer noch „unterwegs“.",
        "ms": "Hari kelapan. Bungkusan masih “dalam perjalanan”.",
        "zh-Hans": "第八天，包裹还“在路上”。",
        "zh-Hant": "第八天，包裹還「在路上」。",
        "fa": "روز هشتم؛ بسته هنوز «در راه» است.",
    },
}
