"""Years counted by an era, and the Gregorian years they stand beside.

Japan counts by the reigns of its emperors: Meiji 1868 (its first years by the lunar calendar), Taisho from 30 July
1912, Showa from 25 December 1926, Heisei from 8 January 1989, Reiwa from 1 May 2019. Taiwan counts from 1912
(Minguo 1), Thailand by the Buddhist era, which is 543 years ahead (542 from January to March until 1941, when the year
began in April). A lunar Hijri year touches two Gregorian years, rarely one, a Solar Hijri year always two.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from audit.calendars import Calendar, gregorian, longest, ordinal, weekday
from audit.chronology.writing import FAR, compiled, figures_like, goes_on, month_name_of, own_years
from audit.dates.find import LUNAR, Date
from audit.finding import Confidence
from audit.fold import key
from audit.rule import Match
from audit.text import Span
from audit.view import View


class Era(NamedTuple):
    """``first`` is the Gregorian year of year 1; ``last`` its last year, None while it goes on."""

    first: int
    last: int | None
    shown: str


_REIGNS: Final = {
    "meiji": Era(1868, 45, "Meiji"),
    "taisho": Era(1912, 15, "Taisho"),
    "showa": Era(1926, 64, "Showa"),
    "heisei": Era(1989, 31, "Heisei"),
    "reiwa": Era(2019, None, "Reiwa"),
}
_EASTERN: Final = {
    "明治": _REIGNS["meiji"],
    "大正": _REIGNS["taisho"],
    "昭和": _REIGNS["showa"],
    "平成": _REIGNS["heisei"],
    "令和": _REIGNS["reiwa"],
    "民國": Era(1912, None, "Minguo"),
    "民国": Era(1912, None, "Minguo"),
}
_LATIN: Final = {
    **_REIGNS,
    "taishō": _REIGNS["taisho"],
    "shōwa": _REIGNS["showa"],
    "minguo": Era(1912, None, "Minguo"),
    "roc year": Era(1912, None, "Minguo"),
}
ERA_NAMES: Final = (*_EASTERN, *_LATIN)
_YEAR: Final = r"(?:1[5-9]|20)\d\d"
_OPEN: Final = r"\s?[(\N{FULLWIDTH LEFT PARENTHESIS}\[]\s?"
_CLOSE: Final = r"\s?[)\N{FULLWIDTH RIGHT PARENTHESIS}\]]"
_EAST_ERA: Final = rf"(?P<era>{'|'.join(_EASTERN)})\s?(?P<count>元|\d{{1,3}})\s?年"
_EAST_YEAR: Final = rf"(?:西暦|西元|公元)?\s?(?P<year>{_YEAR})"
_LATIN_ERA: Final = rf"(?P<era>{'|'.join(_LATIN)}) (?:year )?(?P<count>\d{{1,3}})"
_PAIRS: Final = (
    rf"{_EAST_ERA}(?P<term>度)?{_OPEN}{_EAST_YEAR}\s?年?(?(term)度?){_CLOSE}",
    rf"(?<!\d){_EAST_YEAR}\s?年?(?P<term>度)?{_OPEN}{_EAST_ERA}(?(term)度?){_CLOSE}",
    rf"{_EAST_ERA[:-1]}{_OPEN}{_EAST_YEAR}{_CLOSE}\s?年",
    rf"(?<!\d){_EAST_YEAR}{_OPEN}{_EAST_ERA[:-1]}{_CLOSE}\s?年",
    rf"(?<!\p{{L}}){_LATIN_ERA}(?:{_OPEN}|, )(?P<year>{_YEAR}){_CLOSE}?(?![\d\p{{L}}])",
    rf"(?<![\d\p{{L}}])(?P<year>{_YEAR}){_OPEN}{_LATIN_ERA}{_CLOSE}",
)
_BUDDHIST: Final = r"(?P<count>2[3-6]\d\d)"
_COMMON: Final = rf"(?P<year>{_YEAR})"
_CHRISTIAN: Final = r"(?:c\.?e|a\.?d)\.?"
_BUDDHIST_PAIRS: Final = (
    rf"พ\.?\s?ศ\.?\s?{_BUDDHIST}(?:{_OPEN}|\s?/\s?)(?:ค\.?\s?ศ\.?\s?)?{_COMMON}(?!\d)",
    rf"ค\.?\s?ศ\.?\s?{_COMMON}(?:{_OPEN}|\s?/\s?)พ\.?\s?ศ\.?\s?{_BUDDHIST}(?!\d)",
    rf"(?<!\p{{L}})b\.?\s?e\.? {_BUDDHIST}{_OPEN}(?:{_CHRISTIAN} ?)?{_COMMON}(?: ?{_CHRISTIAN})?{_CLOSE}",
    rf"(?<!\d){_BUDDHIST} b\.?\s?e\.?{_OPEN}(?:{_CHRISTIAN} ?)?{_COMMON}(?: ?{_CHRISTIAN})?{_CLOSE}",
    rf"(?<!\d){_COMMON}{_OPEN}(?:b\.?\s?e\.? {_BUDDHIST}|{_BUDDHIST} b\.?\s?e\.?){_CLOSE}",
)
BUDDHIST_MARKS: Final = (
    *("พ.ศ", "พศ", "พ. ศ"),
    *(f"{mark} 2" for mark in ("be", "b.e", "b.e.", "b. e.")),
    *(f"{figure} {mark}" for figure in range(10) for mark in ("be ", "be(", "be)", "be]", "b.e", "b. e")),
)
_RANGE_BEFORE: Final = r"(?<![\d\N{EN DASH}\N{EM DASH}-]|[\N{EN DASH}\N{EM DASH}-]\s)"
_RANGE_AFTER: Final = r"(?!\d|\s?[\N{EN DASH}\N{EM DASH}-]\s?\d)"
_HIJRI_PAIR: Final = (
    rf"{_RANGE_BEFORE}(?P<count>1[0-4]\d\d)\s?(?:هـ?\b|ah\b)\.?(?:{_OPEN}|\s?[/=]\s?)"
    rf"(?:(?:الموافق|سنة|عام)\s)?(?P<year>{_YEAR}){_RANGE_AFTER}(?!\d|/\d)"
)
_HIJRI_AFTER: Final = (
    rf"{_RANGE_BEFORE}(?P<year>{_YEAR})\s?(?:م|ad|ce)\.?(?:{_OPEN}|\s?[/=]\s?|\sالموافق\s)"
    rf"(?P<count>1[0-4]\d\d)\s?(?:هـ?\b|ah\b){_RANGE_AFTER}"
)
HIJRI_MARKS: Final = tuple(f"{figure}{gap}{mark}" for figure in range(10) for gap in ("", " ") for mark in ("ه", "ah"))
_SOLAR_MARK: Final = rf"(?:ه\.? ?ش|{key('هجری شمسی|هجری خورشیدی|خورشیدی|شمسی')}|ش)\.?"
_SOLAR_PAIR: Final = (
    rf"{_RANGE_BEFORE}(?P<count>1[23]\d\d|14[0-2]\d)\s?(?P<solar>{_SOLAR_MARK})?(?:{_OPEN}|\s?/\s?|"
    rf"\s(?=برابر))(?:برابر با\s)?"
    rf"(?P<year>(?:1[89]|20)\d\d){_RANGE_AFTER}\s?(?P<common>م\b|{key('میلادی')})?"
)
_SOLAR_AFTER: Final = (
    rf"{_RANGE_BEFORE}(?P<year>(?:1[89]|20)\d\d)\s?(?P<common>{key('میلادی')})(?:{_OPEN}|\s?/\s?|\sبرابر با\s)"
    rf"(?P<count>1[23]\d\d|14[0-2]\d){_RANGE_AFTER}(?P<solar>)"
)
SOLAR_MARKS: Final = tuple(key(mark) for mark in ("میلادی", "خورشیدی", "شمسی", "ه.ش", "ه. ش", "ش (", "ش(", "م)"))


def era_pair(view: View) -> Iterator[Match]:
    """`Reiwa 5 (2022)`: an era's year and the Gregorian year in brackets are two different years."""
    text = view.folded.text
    for pattern in _PAIRS:
        for hit in compiled(pattern).finditer(text):
            era = _EASTERN.get(hit["era"]) or _LATIN[hit["era"]]
            count = 1 if hit["count"] == "元" else int(hit["count"])
            year = int(hit["year"])
            meant = era.first + count - 1
            if count == 0 or meant == year or (era.shown == "Meiji" and count <= 5 and year == meant + 1):
                continue
            if hit["era"] == "民国" and year < 1950:
                continue  # the same letters on the mainland for the republic's early days
            if era.last is None or count <= era.last:
                yield _disagreeing(view, hit, meant)


def buddhist_pair(view: View) -> Iterator[Match]:
    """`พ.ศ. 2566 (ค.ศ. 2022)`."""
    for pattern in _BUDDHIST_PAIRS:
        for hit in compiled(pattern).finditer(view.folded.text):
            count, year = int(hit["count"]), int(hit["year"])
            if count - year != 543 and not (year <= 1941 and count - year == 542):
                yield _disagreeing(view, hit, count - 543)


def hijri_pair(view: View) -> Iterator[Match]:
    """`1445 هـ (2020 م)`. A year off is a matter of the month, or of sighting."""
    for hit in (hit for pattern in (_HIJRI_PAIR, _HIJRI_AFTER) for hit in compiled(pattern).finditer(view.folded.text)):
        count, year = int(hit["count"]), int(hit["year"])
        first = gregorian(ordinal(Calendar.ISLAMIC, count, 1, 1)).year
        last = gregorian(ordinal(Calendar.ISLAMIC, count, 12, 29)).year
        if not first - 1 <= year <= last + 1:
            yield _disagreeing(view, hit, first)


def solar_pair(view: View) -> Iterator[Match]:
    """`۱۳۹۸ (۲۰۱۵ میلادی)`: a Solar Hijri year begins 621 years, and ends 622 years behind the Gregorian one."""
    if not view.language.startswith(("fa", "ps")):
        return
    for hit in (hit for pattern in (_SOLAR_PAIR, _SOLAR_AFTER) for hit in compiled(pattern).finditer(view.folded.text)):
        if hit["solar"] is None and hit["common"] is None:
            continue
        count, year = int(hit["count"]), int(hit["year"])
        if year - count not in (621, 622):
            yield _disagreeing(view, hit, count + 621)


def _disagreeing(view: View, hit: regex.Match[str], meant: int) -> Match:
    place = view.folded.origin(*hit.span())
    year = view.folded.origin(*hit.span("year"))
    text = view.text[place.start : place.end]
    low, high = year.start - place.start, year.end - place.start
    suggestion = text[:low] + figures_like(text[low:high], meant) + text[high:]
    values = {"count": hit["count"], "year": str(int(hit["year"])), "meant": str(meant)}
    return Match(place, values, suggestion=suggestion)


_ERA_WITH_YEAR: Final = (
    rf"(?<![中])(?P<era>{'|'.join(_EASTERN)})\s?(?P<year>(?:19[5-9]|20)\d\d)\s?(?=年)"
    rf"|(?<!\p{{L}})(?P<era>{'|'.join(_LATIN)}) (?P<year>(?:19[5-9]|20)\d\d)(?![\d\p{{L}}]|[.,:]\d)"
)


def era_with_common_year(view: View) -> Iterator[Match]:
    """`民國2023年`, `令和2023年`: the name of an era before a Gregorian year."""
    for hit in compiled(_ERA_WITH_YEAR).finditer(view.folded.text):
        eastern = _EASTERN.get(hit["era"])
        era = eastern or _LATIN[hit["era"]]
        year = int(hit["year"])
        if eastern is None and view.text[view.folded.origin(*hit.span()).start].islower():
            continue
        place = view.folded.origin(*hit.span())
        written = view.text[place.start : view.folded.origin(*hit.span("era")).end]
        count = year - era.first + 1
        fits = count >= 1 and (era.last is None or count <= era.last)
        meant = f"{written}{'' if eastern else ' '}{count}" if fits else None
        yield Match(place, {"year": str(year), "era": era.shown}, suggestion=meant)


_OVER: Final = r"(?P<era>大正|昭和|平成)\s?(?P<count>\d{2})\s?年(?!代|度)"
_PLANNED: Final = (
    "予定|計画|まで|見込|見通|目標|予想|予測|将来|満了|期限"
    "|もし|換算|相当|数え|当た|あた|架空|小説|以降|にも|続い|仮に|なら"
)
_PAST: Final = r"(?:した|った|いた|れた|きた|えた|けた|だ|れていた|ました|でした|んだ)(?=[。、」\s]|$)"


def era_over(view: View) -> Iterator[Match]:
    """`昭和70年`: a year after the era's last, told as past. Plans and forms made before the change are left alone."""
    for hit in compiled(_OVER).finditer(view.folded.text):
        era, count = _EASTERN[hit["era"]], int(hit["count"])
        if era.last is None or count <= era.last:
            continue
        place = view.folded.origin(*hit.span())
        sentence = view.sentence_at(place.start)
        told = view.text[sentence.start : sentence.end]
        if compiled(_PAST).search(told) is None or compiled(_PLANNED).search(told) is not None:
            continue
        year = era.first + count - 1
        now = next(each for each in ("令和", "平成", "昭和") if _EASTERN[each].first <= year)
        meant = f"{now}{year - _EASTERN[now].first + 1}年"
        values = {"last": str(era.last), "year": str(year), "era": era.shown}
        yield Match(place, values, suggestion=meant)


TAIWAN: Final = tuple(
    map(
        key,
        (
            *("taiwan", "taïwan", "taiwán", "tayvan", "taipei", "taipeh", "kaohsiung", "taichung", "tainan"),
            *("тайван", "тайбэ", "تايوان", "تايبيه", "تایوان", "تایپه", "台湾", "台北", "대만", "타이완"),
        ),
    )
)
"""Where years are counted from 1912."""
_COUNT: Final = r"(?P<count>9\d|1[0-3]\d)"
_IN_YEAR: Final = (
    rf"(?<!\p{{L}}|roc |minguo )(?:year|annee|année|jahr|ano|año|anno|yil|yıl|سنة|عام|العام|سال|год|году|года)"
    rf" {_COUNT}"
    r"(?![\d\p{L}%]|[.,:/]\d| ?(?:ad|bc|ce|bce|ac|av|v|n|ق|للهجره|هجري|ه|м|д)(?!\p{L}))"
    rf"|(?<![\d/.-]){_COUNT}(?P<sign>[/-])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?![\d/-]|[.,:]\d)"
    rf"|(?<!\d){_COUNT}(?=\s?г(?:\.|од))"
)
_AFTER_DATE: Final = rf" ?(?:, ?|de |عام |سنه )?{_COUNT}(?![\d%]|[.,:/]\d)"


def minguo_kept(view: View) -> Iterator[Match]:
    """A translated page of Taiwan keeps the Minguo year: `3 May 112` where its own years are 2023."""
    if view.language.startswith(("zh", "ja", "ko")):
        return
    own = own_years(view)
    text = view.folded.text
    for hit in compiled(_IN_YEAR).finditer(text):
        common = int(hit["count"]) + 1911
        if not any(abs(common - year) <= 1 for year in own):
            continue
        if hit["month"] is not None and not (1 <= int(hit["month"]) <= 12 and 1 <= int(hit["day"]) <= 31):
            continue
        yield _converted(view, view.folded.origin(*hit.span()), view.folded.origin(*hit.span("count")), common)
    for date in view.dates:
        if not date.months or date.day is None or date.year is not None:
            continue
        end = view.folded.folded(date.span.end)
        after = compiled(_AFTER_DATE).match(text, end)
        if after is None or not any(abs(int(after["count"]) + 1911 - year) <= 1 for year in own):
            continue
        number = view.folded.origin(*after.span("count"))
        if goes_on(view, number.end):
            yield _converted(view, Span(date.core.start, number.end), number, int(after["count"]) + 1911)


def _converted(view: View, place: Span, number: Span, year: int) -> Match:
    text = view.text[place.start : place.end]
    low, high = number.start - place.start, number.end - place.start
    meant = text[:low] + figures_like(text[low:high], year) + text[high:]
    return Match(place, {"year": view.text[number.start : number.end], "meant": str(year)}, suggestion=meant)


_BETWEEN: Final = (
    r"(?:\s?[,\N{ARABIC COMMA}(/=\N{EN DASH}-]\s?|\s?ه\s?|\s)*(?:(?:ال)?موافق(?:\sل)?|المصادف|برابر با|مطابق با)?"
    r"(?:\s?[(:,]\s?|\s)?(?:يوم\s)?"
)


def calendar_pair(view: View) -> Iterator[Match]:
    """One day by two calendars, side by side, weeks apart: `15 محرم 1441 هـ الموافق 14 مارس 2019`."""
    for first, second in zip(view.dates, view.dates[1:], strict=False):
        if first.span.end > second.span.start or second.span.start - first.span.end > FAR:
            continue
        days = _day(first), _day(second)
        if days[0] is None or days[1] is None:
            continue
        calendars = {first.months[0].month.calendar, second.months[0].month.calendar}
        if len(calendars) == 1 or Calendar.GREGORIAN not in calendars:
            continue
        between = view.folded.text[view.folded.folded(first.span.end) : view.folded.folded(second.span.start)]
        if "\n" in between or compiled(_BETWEEN).fullmatch(between) is None:
            continue
        slack = 1 if Calendar.ISLAMIC not in calendars else 20
        if abs(days[0] - days[1]) <= slack:
            continue
        common = first if first.months[0].month.calendar is Calendar.GREGORIAN else second
        there = days[1] if common is first else days[0]
        if common.weekday is not None and weekday(days[0] if common is first else days[1]) == common.weekday.value:
            yield Match(Span(first.core.start, second.span.end), {"meant": ""}, Confidence.MEDIUM)
            continue
        meant = gregorian(there)
        if Calendar.ISLAMIC in calendars:  # by sighting, the day written may be right
            near = (gregorian(there + days) for days in (0, -1, 1, -2, 2))
            meant = next((each for each in near if common.day and each.day == common.day.value), meant)
        name = month_name_of(view, common, meant.month)
        shown = f"{meant.day} {name} {meant.year}" if name else meant.isoformat()
        if common.day is not None:
            figure = view.text[common.day.span.start]
            shown = regex.sub(r"\d+", lambda hit: figures_like(figure, int(hit[0])), shown)  # noqa: B023 - used at once
        text = view.text[first.core.start : second.span.end]
        low, high = common.core.start - first.core.start, common.core.end - first.core.start
        suggestion = text[:low] + shown + text[high:]
        yield Match(Span(first.core.start, second.span.end), {"meant": shown}, suggestion=suggestion)


def _day(date: Date) -> int | None:
    if len(date.months) != 1 or date.day is None or date.year is None or date.torn is not None:
        return None
    calendar, year, month = date.months[0].month.calendar, date.year.value, date.months[0].month.number
    known = {Calendar.GREGORIAN: range(1900, 2101), Calendar.PERSIAN: range(1280, 1480)}.get(
        calendar, range(1318, 1525)
    )
    if year not in known or date.day.value > longest(calendar, month, year):
        return None
    if calendar is Calendar.GREGORIAN and date.era in LUNAR:
        return None
    return ordinal(calendar, year, month, date.day.value)
