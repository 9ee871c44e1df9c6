"""
What the map of the invented webshop says, in six languages.
"""

from __future__ import annotations

from touchline.model.text import LocalText

TAGS = ("en", "de", "ms", "zh-Hans", "zh-Hant", "fa")


def said(*versions: str) -> LocalText:
    return LocalText.of(dict(zip(TAGS, versions, strict=True)))


TITLE = said(
    "Online shopper buys a first outfit",
    "Onlinekundin kauft ihr erstes Outfit",
    "Pembeli dalam talian membeli pakaian pertama",
    "网购客户买下第一套衣服",
    "網購客戶買下第一套衣服",
    "خریدار آنلاین نخستین لباسش را می‌خرد",
)

#: Stage id, icon, names.
STAGES: tuple[tuple[str, str, LocalText], ...] = (
    ("discover", "search", said("Discover", "Entdecken", "Temui", "发现", "發現", "کشف")),
    ("compare", "scale", said("Compare", "Vergleichen", "Banding", "比较", "比較", "مقایسه")),
    ("buy", "shopping-cart", said("Buy", "Kaufen", "Beli", "购买", "購買", "خرید")),
    ("receive", "package", said("Receive", "Erhalten", "Terima", "收货", "收貨", "دریافت")),
    (
        "return",
        "repeat",
        said("Come back", "Wiederkommen", "Kembali", "再次光临", "再次光臨", "بازگشت"),
    ),
)

#: Step id, stage, names, action, thought.
STEPS: tuple[tuple[str, str, LocalText, LocalText, LocalText], ...] = (
    (
        "ad",
        "discover",
        said("See an ad", "Anzeige sehen", "Lihat iklan", "看到广告", "看到廣告", "دیدن آگهی"),
        said(
            "Notices a sponsored post while commuting",
            "Bemerkt auf dem Arbeitsweg einen gesponserten Beitrag",
            "Ternampak siaran tajaan semasa berulang-alik ke tempat kerja",
            "通勤路上看到一条推广帖子",
            "通勤途中看到一則贊助貼文",
            "در راه کار چشمش به پستی تبلیغاتی می‌افتد",
        ),
        said(
            "Looks nice. Is it for me?",
            "Sieht gut aus. Ist das was für mich?",
            "Nampak cantik. Sesuaikah untuk saya?",
            "挺好看的，适合我吗？",
            "滿好看的，適合我嗎？",
            "قشنگ است. به من می‌آید؟",
        ),
    ),
    (
        "search",
        "discover",
        said(
            "Search the web",
            "Im Web suchen",
            "Cari di web",
            "上网搜索",
            "上網搜尋",
            "جست‌وجو در وب",
        ),
        said(
            "Types the product name, opens three tabs",
            "Tippt den Produktnamen ein und öffnet drei Tabs",
            "Menaip nama produk, membuka tiga tab",
            "输入商品名称，打开三个标签页",
            "輸入商品名稱，開了三個分頁",
            "نام محصول را می‌نویسد و سه زبانه باز می‌کند",
        ),
        said(
            "Who else sells this?",
            "Wer verkauft das noch?",
            "Siapa lagi yang menjualnya?",
            "还有谁在卖这个？",
            "還有誰在賣這個？",
            "دیگر چه کسی این را می‌فروشد؟",
        ),
    ),
    (
        "browse",
        "compare",
        said(
            "Browse products",
            "Produkte ansehen",
            "Layari produk",
            "浏览商品",
            "瀏覽商品",
            "مرور محصولات",
        ),
        said(
            "Filters by size and price, opens 6 items",
            "Filtert nach Größe und Preis, öffnet 6 Artikel",
            "Menapis mengikut saiz dan harga, membuka 6 barang",
            "按尺码和价格筛选，点开 6 件商品",
            "依尺寸和價格篩選，點開 6 件商品",
            "بر پایهٔ اندازه و قیمت پالایش می‌کند و ۶ کالا را باز می‌کند",
        ),
        said(
            "Too many filters.",
            "Zu viele Filter.",
            "Terlalu banyak penapis.",
            "筛选项太多了。",
            "篩選條件太多了。",
            "فیلترها زیادند.",
        ),
    ),
    (
        "reviews",
        "compare",
        said(
            "Read reviews",
            "Bewertungen lesen",
            "Baca ulasan",
            "阅读评价",
            "閱讀評價",
            "خواندن نظرها",
        ),
        said(
            "Reads the two lowest reviews first",
            "Liest zuerst die zwei schlechtesten Bewertungen",
            "Membaca dua ulasan terendah dahulu",
            "先看两条最低分的评价",
            "先看兩則最低分的評價",
            "نخست دو نظر با کمترین امتیاز را می‌خواند",
        ),
        said(
            "Do these run small?",
            "Fallen die klein aus?",
            "Adakah saiznya kecil?",
            "这款会偏小吗？",
            "這款會偏小嗎？",
            "این‌ها کوچک‌تر از اندازه‌اند؟",
        ),
    ),
    (
        "basket",
        "buy",
        said(
            "Fill the basket",
            "Warenkorb füllen",
            "Isi troli",
            "加入购物车",
            "加入購物車",
            "پر کردن سبد",
        ),
        said(
            "Adds two sizes to be safe",
            "Legt zur Sicherheit zwei Größen hinein",
            "Memasukkan dua saiz supaya selamat",
            "保险起见加了两个尺码",
            "保險起見放了兩個尺寸",
            "برای اطمینان دو اندازه برمی‌دارد",
        ),
        said(
            "I can send one back.",
            "Eins kann ich zurückschicken.",
            "Saya boleh pulangkan satu.",
            "可以退一件。",
            "可以退一件。",
            "یکی را می‌توانم پس بفرستم.",
        ),
    ),
    (
        "checkout",
        "buy",
        said("Check out", "Bezahlen", "Daftar keluar", "结账", "結帳", "پرداخت"),
        said(
            "Enters the address, looks for the delivery cost",
            "Gibt die Adresse ein und sucht die Versandkosten",
            "Memasukkan alamat, mencari kos penghantaran",
            "填写地址，寻找运费",
            "填寫地址，尋找運費",
            "نشانی را وارد می‌کند و دنبال هزینهٔ ارسال می‌گردد",
        ),
        said(
            "Why do I see shipping only now?",
            "Warum sehe ich den Versand erst jetzt?",
            "Mengapa kos penghantaran baru muncul sekarang?",
            "为什么现在才显示运费？",
            "為什麼現在才顯示運費？",
            "چرا هزینهٔ ارسال را تازه الان می‌بینم؟",
        ),
    ),
    (
        "track",
        "receive",
        said(
            "Track the parcel",
            "Paket verfolgen",
            "Jejak bungkusan",
            "查询包裹",
            "查詢包裹",
            "پیگیری بسته",
        ),
        said(
            "Opens the tracking link 3 times a day",
            "Öffnet den Sendungslink dreimal am Tag",
            "Membuka pautan penjejakan 3 kali sehari",
            "每天打开 3 次物流链接",
            "每天打開 3 次物流連結",
            "روزی ۳ بار پیوند رهگیری را باز می‌کند",
        ),
        said("Where is it?", "Wo bleibt es?", "Di mana ia?", "到哪儿了？", "到哪裡了？", "کجاست؟"),
    ),
    (
        "unpack",
        "receive",
        said("Unpack", "Auspacken", "Buka bungkusan", "拆箱", "開箱", "باز کردن بسته"),
        said(
            "Tries it on at once, keeps the box",
            "Probiert sofort an und behält den Karton",
            "Terus mencubanya, menyimpan kotak",
            "马上试穿，留下箱子",
            "馬上試穿，留著箱子",
            "همان‌جا می‌پوشد و جعبه را نگه می‌دارد",
        ),
        said(
            "Better than the photo!",
            "Besser als auf dem Foto!",
            "Lebih cantik daripada gambar!",
            "比照片还好看！",
            "比照片還好看！",
            "از عکسش بهتر است!",
        ),
    ),
    (
        "help",
        "return",
        said(
            "Return one size",
            "Eine Größe zurückgeben",
            "Pulangkan satu saiz",
            "退回一个尺码",
            "退回一個尺寸",
            "پس فرستادن یک اندازه",
        ),
        said(
            "Looks for the return label",
            "Sucht das Rücksendeetikett",
            "Mencari label pemulangan",
            "寻找退货标签",
            "尋找退貨標籤",
            "دنبال برچسب بازگشت می‌گردد",
        ),
        said(
            "Which one do I print?",
            "Welches muss ich drucken?",
            "Yang mana perlu saya cetak?",
            "要打印哪一个？",
            "要列印哪一個？",
            "کدام را باید چاپ کنم؟",
        ),
    ),
    (
        "again",
        "return",
        said("Buy again", "Erneut kaufen", "Beli lagi", "再次购买", "再次購買", "خرید دوباره"),
        said(
            "Comes back through the newsletter",
            "Kommt über den Newsletter zurück",
            "Kembali melalui surat berita",
            "通过邮件通讯回来",
            "透過電子報回來",
            "از راه خبرنامه برمی‌گردد",
        ),
        said(
            "They remembered my size.",
            "Sie wissen meine Größe noch.",
            "Mereka ingat saiz saya.",
            "他们记得我的尺码。",
            "他們記得我的尺寸。",
            "اندازه‌ام یادشان مانده.",
        ),
    ),
)

OBJECTIVE = said(
    "Let more first-time shoppers finish their purchase.",
    "Mehr Erstkundinnen und Erstkunden sollen ihren Kauf abschließen.",
    "Lebih ramai pembeli kali pertama menyelesaikan pembelian.",
    "让更多首次购物的客户完成购买。",
    "讓更多首次購物的客戶完成購買。",
    "خریداران تازه‌وارد بیشتری خرید خود را به پایان برسانند.",
)

SCENARIO = said(
    "Lea needs an outfit for a wedding in ten days and has never bought here.",
    "Lea braucht in zehn Tagen ein Outfit für eine Hochzeit und hat hier noch nie gekauft.",
    "Lea perlu pakaian untuk majlis kahwin sepuluh hari lagi; belum pernah beli di sini.",
    "Lea 十天后要参加婚礼，需要一套衣服，从未在这里买过。",
    "Lea 十天後要參加婚禮，需要一套衣服，從未在這裡買過。",
    "لیا ده روز دیگر به عروسی دعوت است، لباسی می‌خواهد و تا حالا از اینجا نخریده است.",
)
