"""Month names, as printed, in the languages and calendars our sources come in. Pure tables.

Gregorian names are Unicode CLDR's long and short forms, with spellings of the press beside them:
Arabic in its Levantine, Egyptian and Maghreb names, Persian and Dari, Tajik with its ezafe, Turkish
and Kurmanji, Hebrew with its "in", Bengali and Hindi. Solar Hijri
names are Iranian, Dari, Pashto and Tajik, and the Latin spellings of English-language reports.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from store.importers.patterns import grouped, lowered

_GREGORIAN = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari январь "
    "января янв январ януари ocak يناير كانون_الثاني جانفي ژانویه جنوری stycznia styczeń leden "
    "ledna січня січень ianuarie ιανουαρίου ינואר בינואר január çile январи "
    "জানুয়ারি জানুয়ারী जनवरी"
    " januára tammikuuta tammikuun tammikuu gener siječnja siječanj sausio janvāris jaanuar "
    "januara"
    " xaneiro janar janari urtarrila urtarrilaren yanvar janúar студзеня јануар јануара јануари "
    "tháng_một tháng_giêng",
    "february feb februar feber februari février févr fév fevrier febrero febbraio "
    "fevereiro fev февраль февраля фев февр феврал февруари şubat فبراير شباط فيفري فوریه فبروری "
    "lutego luty února únor лютого лютий februarie φεβρουαρίου פברואר בפברואר február "
    "sibat феврали "
    "ফেব্রুয়ারি ফেব্রুয়ারী फरवरी फ़रवरी"
    " februára helmikuuta helmikuun helmikuu febrer veljače veljača vasario februāris veebruar "
    "februara"
    " febreiro shkurt otsaila otsailaren fevral febrúar лютага фебруар фебруара фебруари tháng_hai",
    "march mar märz mrz maerz mars marzo março maart mrt март марта мар mart مارس آذار "
    "مارچ marca marzec března březen березня березень martie μαρτίου maret marts מרץ במרץ "
    "március adar марти "
    "মার্চ मार्च"
    " maaliskuuta maaliskuun maaliskuu març ožujka ožujak kovo marts märts"
    " mars martxoa martxoaren mart сакавіка марта marec tháng_ba",
    "april apr avril avr abril abr aprile апрель апреля апр апрел nisan أبريل إبريل ابريل "
    "نيسان أفريل آوریل اپریل kwietnia kwiecień dubna duben квітня квітень aprilie "
    "απριλίου אפריל באפריל április nîsan апрели "
    "এপ্রিল अप्रैल"
    " apríl apríla huhtikuuta huhtikuun huhtikuu travnja travanj balandžio aprīlis aprill"
    " prill apirila apirilaren aprel красавіка април априла tháng_tư",
    "may mai mayo maggio mag maio mei май мая mayıs مايو أيار ايار ماي مه می maja maj "
    "května květen травня травень μαΐου μαίου מאי במאי május gulan майи مئی "
    "মে मई"
    " máj mája toukokuuta toukokuun toukokuu maig svibnja svibanj gegužės maijs"
    " maj maiatza maiatzaren maí маја мај tháng_năm",
    "june jun juni juin junio giugno giu junho июнь июня июн юни haziran يونيو يونيه حزيران "
    "جوان ژوئن جون czerwca czerwiec června červen червня червень iunie ιουνίου יוני ביוני "
    "június hezîran июни "
    "জুন जून"
    " jún júna kesäkuuta kesäkuun kesäkuu juny lipnja birželio jūnijs juuni juna"
    " xuño qershor ekaina ekainaren iyun júní чэрвеня јун јуна јуни tháng_sáu",
    "july jul juli juillet juil julio luglio lug julho июль июля июл юли temmuz يوليو يوليه "
    "تموز جويلية يوليوز ژوئیه جولای lipca lipiec července červenec липня липень iulie "
    "ιουλίου יולי ביולי július tîrmeh июли جولائی "
    "জুলাই जुलाई"
    " júl júla heinäkuuta heinäkuun heinäkuu juliol srpnja srpanj liepos jūlijs juuli jula"
    " xullo korrik uztaila uztailaren iyul júlí ліпеня јул јула јули tháng_bảy",
    "august aug août aout agosto ago augustus август августа авг ağustos أغسطس اغسطس آب "
    "أوت غشت اوت اگست sierpnia sierpień srpna srpen серпня серпень αυγούστου agustus "
    "אוגוסט באוגוסט augusztus tebax августи "
    "আগস্ট আগষ্ট অগাস্ট अगस्त"
    " augusta elokuuta elokuun elokuu agost kolovoza kolovoz rugpjūčio augusts avgust avgusta"
    " gusht abuztua abuztuaren avqust ágúst жніўня августа tháng_tám",
    "september sep sept septembre septiembre setiembre settembre setembro set сентябрь "
    "сентября сен сент сентябр eylül سبتمبر أيلول ايلول شتنبر سپتامبر سپتمبر września "
    "wrzesień září вересня вересень septembrie σεπτεμβρίου ספטמבר בספטמבר szeptember îlon "
    "сентябри ستمبر "
    "সেপ্টেম্বর सितंबर सितम्बर"
    " syyskuuta syyskuun syyskuu setembre rujna rujan rugsėjo septembris septembra септември"
    " shtator iraila irailaren sentyabr верасня септембар септембра tháng_chín",
    "october oct oktober okt octobre octubre ottobre ott outubro out октябрь октября окт "
    "октябр ekim أكتوبر اكتوبر تشرين_الأول تشرين_الاول اکتبر اکتوبر października "
    "październik října říjen жовтня жовтень octombrie οκτωβρίου אוקטובר באוקטובר október "
    "cotmeh октябри "
    "অক্টোবর अक्टूबर अक्तूबर"
    " októbra lokakuuta lokakuun lokakuu spalio oktobris oktoober oktobra октомври"
    " outubro tetor urria urriaren oktyabr кастрычніка октобар октобра tháng_mười",
    "november nov novembre noviembre novembro ноябрь ноября ноя нояб ноябр kasım نوفمبر "
    "تشرين_الثاني نونبر نوامبر نومبر listopada listopad listopadu листопада листопад "
    "noiembrie νοεμβρίου נובמבר בנובמבר mijdar ноябри "
    "নভেম্বর नवंबर नवम्बर"
    " marraskuuta marraskuun marraskuu studenoga studenog studeni lapkričio novembris "
    "novembra ноември"
    " nëntor azaroa azaroaren noyabr nóvember лістапада новембар новембра tháng_mười_một",
    "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro "
    "декабрь декабря дек декабр aralık ديسمبر كانون_الأول كانون_الاول دجنبر دسامبر دسمبر "
    "grudnia grudzień prosince prosinec грудня грудень decembrie δεκεμβρίου desember "
    "דצמבר בדצמבר kanûn декабри "
    "ডিসেম্বর दिसंबर दिसम्बर"
    " joulukuuta joulukuun joulukuu desembre prosinca gruodžio decembris detsember "
    "decembra декември"
    " decembro dhjetor abendua abenduaren dekabr снежня децембар децембра tháng_mười_hai",
)
_SOLAR = (
    "فروردین حمل وری farvardin hamal wray ҳамал фарвардин ҳамали",
    "اردیبهشت ثور غویی ordibehesht sawr saur savr ghwayay ghwayi савр урдибиҳишт саври",
    "خرداد جوزا غبرګولی khordad jawza jawzah jauza ghbargolay ҷавзо хурдод ҷавзои",
    "تیر سرطان چنګاښ tir saratan changash саратон саратони",
    "مرداد اسد زمری mordad asad zmaray асад мурдод асади",
    "شهریور سنبله وږی shahrivar sunbula sonbola sunbola sunbulah wazhay waghay сунбула шаҳривар "
    "сунбулаи",
    "مهر میزان تله mehr mizan tala мизон меҳр мизони",
    "آبان عقرب لړم aban aqrab larham laram ақраб обон ақраби",
    "آذر قوس لیندۍ azar qaws qaus qows lindai lindhay қавс озар қавси",
    "دی جدی مرغومی dey jadi jady jaddi marghumay ҷадӣ дай ҷадии",
    "بهمن دلو سلواغه bahman dalw dalwa salwagha далв баҳман далви",
    "اسفند حوت کب esfand hut hoot kab ҳут исфанд ҳути",
)
_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "ى": "ی"})
_SPELLINGS = {"ی": "[یيى]", "ک": "[کك]", " ": r"[\s‌]"}
_DOTTED = {"\u09af\u09bc": "[\u09af\u09df]\u09bc?", "\u092b\u093c": "[\u092b\u095e]\u093c?"}
"""Letters of Bengali and Hindi with a dot below: there are two ways to write them."""


def _folded(name: str) -> str:
    plain_name = " ".join(name.casefold().replace("_", " ").replace("‌", " ").split())
    return normalize("NFC", plain_name).translate(_LETTERS)


def _table(rows: tuple[str, ...]) -> dict[str, int]:
    return {_folded(name): n for n, row in enumerate(rows, start=1) for name in row.split()}


_GREGORIAN_NUMBER = _table(_GREGORIAN)
_SOLAR_NUMBER = _table(_SOLAR)


LETTERS = re.compile(r"[^\W\d_]+")
"""A run of letters."""


def plain(text: str) -> str:
    """*text* with its letters as patterns that ignore case see them, one spelling of each."""
    return lowered(text).translate(_LETTERS)


_ASCII_LETTERS = "".join(chr(n).lower() if chr(n).isalpha() else " " for n in range(128))


def letter_runs(text: str) -> list[str]:
    """The runs of letters in *text*, in plain letters."""
    if text.isascii():
        return text.translate(_ASCII_LETTERS).split()
    return LETTERS.findall(plain(text))


_GREGORIAN_PLAIN = {plain(name): number for name, number in _GREGORIAN_NUMBER.items()}
FIRST_WORDS = frozenset(
    LETTERS.findall(plain(name))[0] for name in (*_GREGORIAN_NUMBER, *_SOLAR_NUMBER)
)
"""The first word of every month's name, in plain letters."""


def _spelled(name: str) -> str:
    for parts, spelling in _DOTTED.items():
        name = name.replace(parts, spelling)
    return "".join(_SPELLINGS.get(letter, letter) for letter in name)


NAMES = grouped(
    _spelled(name)
    for name in sorted({*_GREGORIAN_NUMBER, *_SOLAR_NUMBER}, key=lambda n: (-len(n), n))
)
"""Alternatives of a pattern for every month name, longest first, to be matched ignoring case."""


def gregorian(name: str) -> int | None:
    """The number of a Gregorian month's name."""
    return _GREGORIAN_PLAIN.get(plain(_folded(plain(name))))


def solar(name: str) -> int | None:
    """The number of a Solar Hijri month's name."""
    return _SOLAR_NUMBER.get(_folded(name))
