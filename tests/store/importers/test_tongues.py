"""Comments in the languages that WordPress speaks, in five layouts. All texts own."""

from __future__ import annotations

import pytest

from store.importers.segment import segment
from store.model import BlockKind
from tests.store.importers.harbour import ARTICLE, POSTS, told

TONGUES = {
    "en": "4 thoughts on “Boats”|says:|March 3, 2012|at|4:05 pm|Reply|Leave a Reply",
    "de": ("4 Gedanken zu „Boote“|sagt:|3. März 2012|um|16:05|Antworten|Schreibe einen Kommentar"),
    "de2": (
        "4 Kommentare zu Boote|schreibt:|3. März 2012|"
        "um|16:05 Uhr|Antworten|Hinterlasse eine Antwort"
    ),
    "fr": (
        "4 réflexions sur « Bateaux »|dit :|3 mars 2012|"
        "à|16 h 05 min|Répondre|Laisser un commentaire"
    ),
    "fr2": "4 réponses à Bateaux|a dit :|3 mars 2012|à|16:05|Répondre ↓|Laisser un commentaire",
    "es": (
        "4 comentarios en “Barcos”|dijo:|3 marzo, 2012|a las|4:05 pm|Responder|Deja un comentario"
    ),
    "es2": (
        "4 pensamientos en “Barcos”|dice:|marzo 3, 2012|en|4:05 pm|Responder|Deja una respuesta"
    ),
    "it": ("4 pensieri su “Barche”|ha detto:|3 marzo 2012|alle|16:05|Rispondi|Lascia un commento"),
    "it2": "4 commenti su “Barche”|scrive:|3 marzo 2012|alle ore|16:05|Rispondi|Rispondi",
    "pt": (
        "4 ideias sobre “Barcos”|disse:|3 de março de 2012|às|16:05|Responder|Deixe um comentário"
    ),
    "pt2": (
        "4 comentários em “Barcos”|comentou:|março 3, 2012|às|4:05 pm|Responder|Deixe uma resposta"
    ),
    "nl": ("4 gedachten over “Boten”|schreef:|3 maart 2012|om|16:05|Beantwoorden|Geef een reactie"),
    "nl2": "4 reacties op Boten|zegt:|3 maart 2012|om|16:05|Beantwoorden|Geef een reactie",
    "sv": "4 reaktioner på ”Båtar”|skriver:|3 mars, 2012|kl.|16:05|Svara|Lämna ett svar",
    "sv2": "4 svar på Båtar|säger:|3 mars 2012|kl|16:05|Svara|Kommentera",
    "da": "4 kommentarer til “Både”|siger:|3. marts 2012|kl.|16:05|Svar|Skriv et svar",
    "da2": "4 tanker om “Både”|skriver:|3. marts 2012|kl.|16:05|Svar|Skriv et svar",
    "no": "4 kommentarer om “Båter”|sier:|3. mars 2012|kl.|16:05|Svar|Legg igjen en kommentar",
    "fi": "4 vastausta artikkeliin “Veneet”|sanoo:|3.3.2012||16:05|Vastaa|Vastaa",
    "fi2": "4 kommenttia artikkeliin “Veneet”|kirjoitti:|3.3.2012|klo|16:05|Vastaa|Kommentoi",
    "pl": "4 komentarze do “Łodzie”|pisze:|3 marca 2012|o|16:05|Odpowiedz|Dodaj komentarz",
    "pl2": "4 przemyślenia nt. „Łodzie”|mówi:|3 marca 2012|o|16:05|Odpowiedz ↓|Dodaj komentarz",
    "cs": "4 komentáře u „Lodě“|napsal:|3.3.2012|v|16:05|Odpovědět|Napsat komentář",
    "cs2": "4 komentáře: „Lodě“|napsal:|3. března 2012|v|16:05|Odpovědět|Přidat komentář",
    "sk": "4 odpovede na „Lode“|píše:|3. marca 2012|o|16:05|Odpovedať|Pridaj komentár",
    "hu": (
        "4 hozzászólás ehhez: „Hajók”|szerint:|2012. március 3.|"
        "-|16:05|Válasz|Vélemény, hozzászólás?"
    ),
    "ro": "4 gânduri despre „Bărci”|spune:|3 martie 2012|la|16:05|Răspunde|Lasă un răspuns",
    "tr": "“Tekneler” üzerine 4 düşünce|dedi ki:|3 Mart 2012|,|16:05|Cevapla|Bir cevap yazın",
    "tr2": "Tekneler için 4 yorum|diyor ki:|3 Mart 2012|saat|16:05|Yanıtla|Bir yanıt yazın",
    "ru": "4 комментария: «Лодки»|говорит:|3 марта 2012|в|16:05|Ответить|Добавить комментарий",
    "ru2": "Лодки: 4 комментария|пишет:|03.03.2012|в|16:05|Ответить|Добавить комментарий",
    "uk": (
        "4 коментарі до “Човни”|коментує:|3 Березня, 2012|о|16:05|Відповісти|Залишити відповідь"
    ),
    "bg": "4 мнения за “Лодки”|каза:|3 март 2012|в|16:05|Отговор|Вашият коментар",
    "sr": "4 коментара на „Чамци“|каже:|3. март 2012.|у|16:05|Одговори|Оставите одговор",
    "hr": "4 misli o “Brodovi”|kaže:|3. ožujka 2012.|u|16:05|Odgovori|Odgovori",
    "sl": "4 misli o “Čolni”|pravi:|3. marec 2012|ob|16:05|Odgovori|Dodaj odgovor",
    "el": (
        "4 σκέψεις για το “Βάρκες”|λέει:|3 Μαρτίου 2012|στις|4:05 μμ|Απάντηση|Αφήστε μια απάντηση"
    ),
    "ca": ("4 pensaments a “Barques”|diu:|3 de març de 2012|a les|16:05|Respon|Deixa un comentari"),
    "lt": "4 komentarai apie “Valtys”|rašo:|2012-03-03||16:05|Atsakyti|Parašykite komentarą",
    "lv": "4 domas par “Laivas”|saka:|3. marts, 2012|plkst.|16:05|Atbildēt|Komentēt",
    "et": "4 kommentaari|ütleb:|3. märts 2012|kell|16:05|Vasta|Lisa kommentaar",
    "fa": "4 دیدگاه در “قایق‌ها”|می‌گوید:|مارس 3, 2012|در|4:05 ب.ظ|پاسخ|دیدگاهتان را بنویسید",
    "fa2": "۴ نظر برای “قایق‌ها”|گفت:|۱۳ اسفند ۱۳۹۰|در|۱۶:۰۳|پاسخ دادن|دیدگاهی بنویسید",
    "ar": "4 تعليقات على “قوارب”|يقول:|3 مارس، 2012|الساعة|4:05 م|رد|اترك تعليقاً",
    "ar2": "4 أفكار عن “قوارب”|قال:|مارس 3, 2012|عند|4:05 م|رد|اترك رداً",
    "he": "4 תגובות בנושא “סירות”|הגיב:|3 במרץ 2012|בשעה|16:05|הגב|כתיבת תגובה",
    "ja": "「ボート」への4件のフィードバック|より:|2012年3月3日||4:05 PM|返信|コメントを残す",
    "zh": "《船》上有 4 条评论|说:|2012年3月3日||下午4:05|回复|发表评论",
    "zht": "在〈船〉中有 4 則留言|表示:|2012 年 3 月 3 日||下午 4:05|回覆|發佈留言",
    "id": ("4 pemikiran pada “Perahu”|berkata:|3 Maret 2012|pada|4:05 pm|Balas|Tinggalkan Balasan"),
    "id2": (
        "4 tanggapan untuk “Perahu”|mengatakan:|Maret 3, 2012|"
        "pukul|4:05 pm|Balas|Tinggalkan Balasan"
    ),
    "vi": (
        "4 thoughts on “Thuyền”|viết:|3 Tháng Ba, 2012|lúc|4:05 chiều|Trả lời|Để lại một bình luận"
    ),
    "az": "4 fikir “Qayıqlar”|dedi:|3 Mart 2012||16:05|Cavab ver|Şərh yazın",
    "sq": "4 mendime mbi “Varkat”|thotë:|3 Mars 2012|në|16:05|Përgjigju|Lini një përgjigje",
    "hi": ("“नावें” पर 4 विचार|कहते हैं:|मार्च 3, 2012|को|4:05 अपराह्न|प्रतिक्रिया|उत्तर छोड़ें"),
    "ur": "4 تبصرے “کشتیاں” پر|کہتے ہیں:|مارچ 3, 2012||4:05 شام|جواب دیں|جواب دیں",
    "tg": "4 шарҳ ба “Қаиқҳо”|мегӯяд:|3 марти 2012|соати|16:05|Ҷавоб|Шарҳ гузоред",
    "ps": "4 تبصرې|وايي:|مارچ 3, 2012||4:05|ځواب|ځواب پرېږدئ",
}
"""What heads the comments, who says, a date, at, a time, the button, and what heads the form."""
LAYOUTS = {
    "act over date": "{name} {says}\n\n{date} {at} {time}\n\n{words}\n\n{reply}\n\n",
    "act over date in a list": (
        "   {n}. [1]{name} {says}\n       [2]{date} {at} {time}\n       {words}\n"
        "       [3]{reply}\n"
    ),
    "name and date": "{name} {date} {at} {time}\n\n{words}\n\n{reply}\n\n",
    "name over date": "{name}\n\n{date} {at} {time}\n\n{words}\n\n{reply}\n\n",
    "act without date": "{name} {says}\n\n{words}\n\n",
}


@pytest.mark.parametrize("tongue", TONGUES.values(), ids=TONGUES.keys())
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_comments_are_read_in_every_language(tongue: str, layout: str) -> None:
    heading, says, date, at, time, reply, form = tongue.split("|")
    dated = layout.replace("{date} {at} {time}", " ".join(f"{date} {at} {time}".split()))
    comments = "".join(
        dated.format(name=name, words=words, n=n, says=says, reply=reply)
        for n, (name, words) in enumerate(POSTS, 1)
    )
    text = f"{ARTICLE}{heading}\n\n{comments}\n{form}\n\nName\n\nE-Mail\n"
    assert told(text) == list(POSTS)
    headings = [b for b in segment(text) if b.kind is BlockKind.COMMENTS_HEADING]
    assert [text[b.start : b.end] for b in headings] == [heading]
