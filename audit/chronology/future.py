"""Dates told as past that lie after the page that tells them.

A page's own time is the latest date it is stamped with: a full date in a short line of its head or tail, or one that
opens its first paragraph as a dateline. A date after it is in order when something is planned, moved or imagined; only
a past verb right beside the date, in a sentence without any such word, makes it impossible.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal

import regex

from audit.calendars import Calendar, gregorian, longest, ordinal
from audit.chronology.writing import figures_like, levelled
from audit.dates.find import Date
from audit.finding import Confidence
from audit.fold import key
from audit.rule import Match
from audit.view import View
from audit.zones import Zone

_STAMP_WORDS: Final = 14
"""A line of so many words at most may be a page's stamp."""
_PARAGRAPH: Final = 9
"""What tells of the past is running text: a line of so many words at least."""
_DATELINE: Final = 48
"""How far into the first paragraph a dateline reaches, in code points."""
_LONG: Final = 400
"""Days: until then a page may have been corrected after it was stamped."""
_FIRST_FAR: Final = 2045
_LATEST: Final = 2199
_BESIDE: Final = 70
"""How far from the date its verb stands, in code points."""
_DIRECT: Final = 22
"""A verb that stands so near before the date dates itself by it."""
_FAR: Final = 25
"""A year so far after every other of its document is a slip even where nothing is stamped, in years."""
_PAST: Final[Mapping[str, str]] = {
    "en": r"(?:was|were|had|died|killed|said|took|held|signed|resigned|won|lost|met|began|broke|fell|left|came|went|"
    r"told|gave|made|led|struck|hit|shot|opened|closed|voted|arrived|\p{L}{3,}ed)",
    "ar": r"و?(?:قتل|قتلت|توفي|توفيت|وقع|وقعت|اعلن|اعلنت|قال|قالت|زار|زارت|التقي|التقى|التقت|انتخب|استقال|"
    r"استقالت|انفجر|"
    r"اندلعت|اندلع|فاز|فازت|افتتح|افتتحت|عقد|عقدت|صوت|وصل|وصلت|غادر|غادرت|شن|شنت|شهد|شهدت|اصدر|اصدرت|جرت|بدا|بدات|"
    r"انتهت|انتهي|اغتيل|استشهد|اعتقل|اعتقلت|اجتمع|انعقد|انعقدت|كان|كانت|تم|رحل|نشر|نشرت|دمر|دمرت|ضرب)",
    "fa": r"(?:شد|شدند|کرد|کردند|بود|بودند|گفت|گفتند|رفت|درگذشت|داد|دادند|یافت|گرفت|گرفتند|رسید|امد|زد|خورد|برد)",
    "fr": r"(?:a|ont|est|sont|etait|etaient|avait|fut|furent)",
    "es": r"(?:fue|fueron|murio|dijo|firmo|gano|anuncio|celebro|ocurrio|llego|era|estaba|\p{L}{3,}ieron|"
    r"\p{L}{3,}aron|ha|han)",
    "de": r"(?:wurde|wurden|war|waren|hat|haben|starb|starben|sagte|begann|kam|fand|fanden|trat|traf|gewann|"
    r"ging|fiel|fielen|sank|brach|gab|lief|verlor|erklarte|erklarten|teilte|teilten|meldete|forderte|"
    r"tötete|verletzte|eroffnete|zerstorte)",
    "ru": r"(?:был|была|было|были|\p{L}{2,}(?:ал|ил|ел|ула|ала|ила|ело|ало|или|али|лся|лась|лось|лись|пало|шел|"
    r"шла|шли|гиб|гибли|мер|мерла))",
    "tr": r"(?:\p{L}{2,}(?:d[iıuü]|t[iıuü])(?:ler|lar)?|\p{L}{2,}m[iıuü]ştir)",
    "it": r"(?:è|e|ha|hanno|sono|era|erano|fu|furono)",
    "pt": r"(?:foi|foram|morreu|disse|assinou|venceu|anunciou|\p{L}{3,}(?:ou|eram|aram))",
    "zh": r"曾|已经|已經|发生过|發生過|去世|逝世|遇难|遇難|了(?=[,。])",
    "ja": r"(?:した|った|れた|きた|えた|けた|いた|でした|ました)(?=[。、])|死去|死亡した",
}
"""Past verbs, folded."""
_OPEN: Final[Mapping[str, str]] = {
    "en": r"will|would|shall|may|might|could|should|must|can|if|until|till|to|scheduled|planned|plans?|planning|"
    r"expected|"
    r"expects?|due|set|slated|target\p{L}*|goal|aims?|aimed|deadline|expir\p{L}*|next|upcoming|future|ahead|before|"
    r"postpone\p{L}*|delay\p{L}*|reschedul\p{L}*|moved|push\p{L}*|extend\p{L}*|forecast\p{L}*|"
    r"predict\p{L}*|project\p{L}*|"
    r"propos\p{L}*|imagin\p{L}*|novel|fiction\p{L}*|film|movie|episode|game|story|starting|effective|"
    r"book\p{L}*|reserv\p{L}*|tickets?|valid|maturing|matur\p{L}*|bonds?|contract|term|ends?|retrieved|"
    r"archived|accessed|agree\p{L}*|approv\p{L}*|decid\p{L}*|called|award\p{L}*|chosen|"
    r"promis\p{L}*|pledg\p{L}*|vow\p{L}*|commit\p{L}*|elections?|summit|olympi\p{L}*|world cup|referendum|phase\p{L}*",
    "ar": r"س[يتن]\p{L}{2,}|سوف|لن|المقبل|المقبله|القادم|القادمه|حتي|حتى|موعد\p{L}*|المقرر|مقرر|مقررا|يتوقع|"
    r"متوقع|توقع\p{L}*|"
    r"خطه|خطط|بحلول|لغايه|تاجيل|اجل|اجلت|لاجراء|تحديد|حدد|حددت|هدف|روايه|فيلم|مسلسل|خيال|اعتبارا|يمكن|"
    r"يجب|اذا|لو|المزمع|مزمع|تنظيم|لعقد|لتنظيم|لاستضافه|استضافه|تمديد|عن|وافق\p{L}*|قرر\p{L}*|اتفق\p{L}*|"
    r"اتفاق\p{L}*|تعهد\p{L}*|وعد\p{L}*|الانتخابات|انتخابات|"
    r"كاس|اولمبياد",
    "fa": r"خواه\p{L}*|قرار|تا|اینده|پیش.?بینی|برنامه|احتمال|باید|می.?شود|توافق|تصویب|وعده|انتخابات|جام|انتظار|"
    r"موکول|تمدید|هدف|اگر|ممکن|رمان|فیلم|داستان|مهلت|افق|پیش",
    "fr": r"sera|seront|prevu\p{L}*|jusqu\p{L}*|partir|prochain\p{L}*|doit|doivent|devrait|devraient|pourrait|"
    r"report\p{L}*|fix\p{L}*|echeance|plan|projet|objectif|si|ici|roman|film|fiction|\p{L}+ront|\p{L}+rait|"
    r"\p{L}{3,}era|programm\p{L}*|propos\p{L}*|horizon|prolong\p{L}*|convoqu\p{L}*|decid\p{L}*|elections?|"
    r"engag\p{L}*|promis",
    "es": r"\p{L}{2,}ra|\p{L}{2,}ran|\p{L}{2,}rá|\p{L}{2,}rán|\p{L}{2,}ria|hasta|previst\p{L}*|proxim\p{L}*|"
    r"partir|plazo|"
    r"puede|aplaz\p{L}*|program\p{L}*|plan\p{L}*|objetivo|si|novela|pelicula|meta|prorrog\p{L}*|"
    r"convoc\p{L}*|propu\p{L}*|acord\p{L}*|aprob\p{L}*|decid\p{L}*|elecciones|promet\p{L}*",
    "de": r"soll\p{L}*|wird|werden|geplant\p{L}*|plan\p{L}*|voraussichtlich|nachst\p{L}*|nächst\p{L}*|kommend\p{L}*|"
    r"verschob\p{L}*|verleg\p{L}*|termin\p{L}*|angesetzt|wurden? fur|"
    r"ziel\p{L}*|wenn|falls|roman|film|frist|verlang\p{L}*|vorgesehen|einberuf\p{L}*|beschl\p{L}*|wahlen|"
    r"neuwahl\p{L}*|verein\p{L}*|zugesagt",
    "ru": r"буд\p{L}*|\p{L}{2,}(?:нется|ится|ается|йдет|йдут|рутся|дутся|ступит)|планир\p{L}*|ожида\p{L}*|"
    r"намеч\p{L}*|заплан\p{L}*|должн\p{L}*|срок\p{L}*|перен\p{L}*|следующ\p{L}*|"
    r"назнач\p{L}*|может|могут|если|цел\p{L}*|роман\p{L}*|фильм\p{L}*|чтобы|реши\p{L}*|выбор\p{L}*|"
    r"договор\p{L}*|предлож\p{L}*|прогноз\p{L}*|продл\p{L}*",
    "tr": r"kadar|planla\p{L}*|bekle\p{L}*|ertele\p{L}*|öngör\p{L}*|\p{L}+[ae]ca[kğ]\p{L}*|hedef\p{L}*|dek|"
    r"roman\p{L}*|film\p{L}*|"
    r"önce|tarihine|itibaren|uzat\p{L}*|program\p{L}*",
    "it": r"\p{L}{3,}rà|\p{L}{3,}ra|\p{L}{3,}ranno|entro|fino|previst\p{L}*|prossim\p{L}*|rinvi\p{L}*|"
    r"programm\p{L}*|se|romanzo|film|decis\p{L}*|elezioni",
    "pt": r"\p{L}{2,}ra|\p{L}{2,}rá|\p{L}{2,}rão|\p{L}{2,}rao|ate|até|previst\p{L}*|proxim\p{L}*|adiad\p{L}*|"
    r"marcad\p{L}*|se|romance|filme|partir|prazo|program\p{L}*",
    "zh": r"将|將|预计|預計|计划|計劃|预期|预测|之前|截至|为止|為止|拟|有望|"
    r"目标|目標|推迟|届满|规划|小说|电影|如果|届时|定于|"
    r"年底前|日前|月前|起|至",
    "ja": r"予定|計画|まで|見込|見通|目標|予想|予測|将来|満了|期限|もし|小説|映画|以降|延期|決ま|なら",
}
"""Words by which a date may lie ahead, folded: plans, deadlines, conditions, fiction."""
_LEADS_ON: Final = (
    r"(?<!\p{L})(?:by|to|from|through|for|until|till|before|الي|الى|قبل|من|تا|از|pour|avant|au|du|para|"
    r"antes|hasta|desde|ab|auf|bis|"
    r"vor|fur|für|seit|vom|zum|к|до|с|на|per|dal|entro|al|prima|ate|kadar)(?: \p{L}+)?[ (]*$"
)
"""Right before a date: it is an end, an aim or a beginning."""
_FICTION: Final = (
    r"(?<!\p{L})(?:novel|science.fiction|sci-fi|fictional|dystopi\p{L}*|utopi\p{L}*|روايه|خيال علمي|رمان|"
    r"roman|novela|фантаст\p{L}*)"
    r"(?!\p{L})"
)
_PUBLISHED: Final = (
    r"(?<!\p{L})(?:published|posted|updated|publish date|date|created|modified|publie|publié|mis a jour|veroffentlicht|"
    r"veröffentlicht|aktualisiert|publicado|actualizado|pubblicato|aggiornato|опубликовано|обновлено|"
    r"yayınlanma|yayinlanma|"
    r"güncelleme|تاريخ النشر|نشر في|نشر بتاريخ|اخر تحديث|تاریخ انتشار|انتشار|"
    r"发布时间|发表于|發布時間|公開日|更新日|게시일)(?!\p{L})"
)
_BEYOND: Final = 2060
"""No page has been published in this year or later."""


@cache
def _words(table: Literal["past", "open"], language: str) -> regex.Pattern[str]:
    words = (_PAST if table == "past" else _OPEN)[language]
    if language in ("zh", "ja"):  # no spaces between words
        return regex.compile(levelled(words))
    return regex.compile(rf"(?<!\p{{L}})(?:{levelled(words)})(?!\p{{L}})")


@cache
def _compiled(expression: str) -> regex.Pattern[str]:
    return regex.compile(levelled(expression))


def _level(text: str) -> str:
    return levelled(key(text))


def after_the_page(view: View) -> Iterator[Match]:
    """`was killed on 3 May 2031` on a page of 2021."""
    language = view.language.partition("-")[0]
    if language not in _PAST:
        return
    years = [date.year.value for date in view.dates if date.year is not None and 1950 <= date.year.value <= _LATEST]
    if not years or (len(years) > 1 and max(years) == min(years)):
        return
    body = next((line.span.start for line in view.lines if line.zone is Zone.BODY), 0)
    heads = (_head_day(view, date) for date in view.dates if date.span.start <= body + _DATELINE)
    today = max(filter(None, heads), default=None)
    if today is None and max(years) < _FIRST_FAR:
        return
    late = list(_late(view, today))
    if not late:
        return
    if today is not None:
        told = [days for date in view.dates if date.span.start > body and (days := _days(date)) is not None]
        today = max(filter(None, (_head_day(view, date) for date in view.dates)), default=today)
        if 3 * sum(first > today + _LONG for first, _ in told) > max(3, len(told)):
            return  # the stamp is old, not the text false
    confidence = Confidence.MEDIUM if today is None else Confidence.HIGH
    for date, first in late:
        if (today is None or first > today + _LONG) and _told_as_past(view, date, language):
            yield Match(date.core, {"year": str(_year(date))}, confidence, _meant(view, date, today))


def _head_day(view: View, date: Date) -> int | None:
    """The last day that a date may mean, if it is a stamp."""
    days = _days(date)
    return days[1] if days is not None and _stamped(view, date) else None


def _late(view: View, today: int | None) -> Iterator[tuple[Date, int]]:
    """Dates in running text after the page's time; without one, decades after all other years; with their first day."""
    for date in view.dates:
        if date.year is None or (today is None and date.year.value < _FIRST_FAR):
            continue
        days = _days(date)
        if days is None or (today is not None and days[0] <= today + _LONG):
            continue
        line = view.line_at(date.span.start)
        if line is None or line.words < _PARAGRAPH:
            continue
        if today is None and (not _far(view, date) or _compiled(_FICTION).search(levelled(view.folded.text))):
            continue
        yield date, days[0]


def stamped_beyond(view: View) -> Iterator[Match]:
    """`Published: 12 May 2091`."""
    for date in view.dates:
        if date.calendar is not Calendar.GREGORIAN or date.year is None or not _BEYOND <= date.year.value < 2300:
            continue
        if view.language.startswith(("th", "lo", "km")):
            continue
        line = view.line_at(date.span.start)
        if line is None or line.words > _STAMP_WORDS:
            continue
        before = _level(view.text[line.span.start : date.span.start])
        if _compiled(_PUBLISHED).search(before) is not None:
            yield Match(date.core, {"year": str(date.year.value)}, None, _meant(view, date, None))


def _year(date: Date) -> int:
    assert date.year is not None
    return date.year.value


def _days(date: Date) -> tuple[int, int] | None:
    """First and last day that a Gregorian date with a modern year may mean; None for all others."""
    if date.year is None or date.era or date.torn is not None or not 1950 <= date.year.value <= _LATEST:
        return None
    year = date.year.value
    if date.readings:
        real = [
            each
            for each in date.readings
            if 1 <= each[1] <= 12 and 1 <= each[2] <= longest(Calendar.GREGORIAN, each[1], year)
        ]
        if not real or date.calendar is not Calendar.GREGORIAN:
            return None
        return ordinal(Calendar.GREGORIAN, *min(real)), ordinal(Calendar.GREGORIAN, *max(real))
    month = date.month
    if month is None or date.months[0].month.calendar is not Calendar.GREGORIAN:
        return None
    most = longest(Calendar.GREGORIAN, month, year)
    if date.day is None:
        return ordinal(Calendar.GREGORIAN, year, month, 1), ordinal(Calendar.GREGORIAN, year, month, most)
    if date.day.value > most:
        return None
    day = ordinal(Calendar.GREGORIAN, year, month, date.day.value)
    return day, day


def _stamped(view: View, date: Date) -> bool:
    line = view.line_at(date.span.start)
    if line is None or (date.day is None and not date.readings):
        return False
    before = _level(view.text[line.span.start : date.span.start])
    if line.words <= _STAMP_WORDS and not line.stopped:
        return line.zone in (Zone.TITLE, Zone.HEAD) or _compiled(_PUBLISHED).search(before) is not None
    if _compiled(_PUBLISHED).search(before) is not None and len(before) <= _DATELINE:
        return True
    first = next((each for each in view.lines if each.zone is Zone.BODY), None)
    return line is first and len(before) <= _DATELINE and before[:1].isalpha() and _dateline(view, date)


def _dateline(view: View, date: Date) -> bool:
    return (
        regex.match(
            r" ?(?:\([^()\n]{2,24}\) ?)?[\N{EN DASH}\N{EM DASH}:-] ?", view.text[date.span.end : date.span.end + 32]
        )
        is not None
    )


def _far(view: View, date: Date) -> bool:
    """Whether a date lies decades after all other years of its document, which are some."""
    others = [number.value for number in view.years if date.year is not None and number.span != date.year.span]
    modern = [year for year in others if year >= 1990]
    return bool(modern) and _year(date) >= _FIRST_FAR and _year(date) - max(modern) >= _FAR


def _told_as_past(view: View, date: Date, language: str) -> bool:
    """Whether a past verb stands beside the date: right before it, or in a sentence without any word of plans."""
    past, plans = _words("past", language), _words("open", language)
    sentence = view.sentence_at(date.span.start)
    before = _level(view.text[sentence.start : date.span.start])
    if plans.search(before) is not None or _compiled(_LEADS_ON).search(before[-24:]) is not None:
        return False
    if past.search(before[-_DIRECT:]) is not None:
        return True
    after = _level(view.text[date.span.end : sentence.end])
    return plans.search(after) is None and (
        past.search(before[-_BESIDE:]) is not None or past.search(after[:_BESIDE]) is not None
    )


def _meant(view: View, date: Date, today: int | None) -> str | None:
    """The date with a year that differs in one figure, or by two that changed places, when there is just one."""
    assert date.year is not None
    written = date.year.value
    known = {number.value for number in view.years if number.value <= 2060 and number.span != date.year.span}
    if today is not None:
        known = {year for year in known if year <= gregorian(today).year} | {gregorian(today).year}
    close = sorted(year for year in known if year >= 1990 and _near(str(written), str(year)))
    if len(close) != 1:
        return None
    low, high = date.year.span.start - date.core.start, date.year.span.end - date.core.start
    text = view.text[date.core.start : date.core.end]
    return text[:low] + figures_like(text[low:high], close[0]) + text[high:]


def _near(written: str, year: str) -> bool:
    odd = [index for index in range(4) if written[index] != year[index]]
    if len(odd) == 1:
        return True
    return len(odd) == 2 and written[odd[0]] == year[odd[1]] and written[odd[1]] == year[odd[0]]
