"""How years and months are written where a date is mended, and which years a document speaks of."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

import regex

from audit.dates.find import Date
from audit.dates.names import month_name
from audit.fold import key
from audit.text import Span
from audit.view import View

FAR: Final = 24
"""Two dates of one day stand no farther from each other, in code points."""
_STOP: Final = " ?[.,;:!?)\\]\"'\\N{ARABIC COMMA}\\N{ARABIC SEMICOLON}\\N{ARABIC QUESTION MARK}]| *$"
_GOES_ON: Final = "|".join(
    (
        "في|على|الى|الي|بعد|قبل|من|مع|خلال|عندما|حيث|اثر|عقب|بين|عن|ان|حين|در|به|از|با|که|و|تا|پس",
        "the|to|in|on|at|for|after|before|when|as|and|by|with|from|he|she|they|it|was|that|while|but",
        "le|la|les|au|aux|pour|apres|après|dans|et|par|avec|el|los|las|para|en|y|tras|del",
        "der|die|das|den|und|nach|fur|für|mit|wurde|wurden|hat|haben|war|im|beim",
        "в|на|и|по|для|после|был|была|года|году|ve|ile|tarihinde|yilinda|yılında|icin|için",
    )
)
_ENDS: Final = rf"(?m)(?:{_STOP}| (?:{_GOES_ON}) )"
_YEAR_WORD: Final = (
    r"(?:^|[^\p{L}])(?:[وفبل]?(?:عام|العام|سنه|سنة|منذ|في|حتى|حتي|سال|مطلع|نهايه|نهاية)"
    r"|in|since|until|by|year|from|of|to|en|depuis|im|seit|jahr|desde|año|ano|anno|nel|в|с) ?$"
    r"|[(\-/] ?$"
)


_SAME: Final = str.maketrans(
    {
        "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
        "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
        "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
    }
)


def levelled(text: str) -> str:
    """The text without accents, with one form of the Arabic letters that look alike: for words of many languages.

    Keeps case, so that it serves expressions too.
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return bare.translate(_SAME)


@cache
def compiled(source: str) -> regex.Pattern[str]:
    """The expression, compiled when first asked for: most documents need none of these."""
    return regex.compile(source)


def goes_on(view: View, end: int) -> bool:
    """Whether what ends here cannot count what follows: a mark, the line's end or a word that is no noun follows."""
    return compiled(_ENDS).match(key(view.text[end : end + 16].partition("\n")[0])) is not None


def figures_like(written: str, number: int) -> str:
    """A number in the figures of the text, of which ``written`` begins with one."""
    zero = ord(written[0]) - int(written[0])
    return "".join(chr(zero + int(figure)) for figure in str(number))


def month_name_of(view: View, date: Date, number: int) -> str | None:
    """The name of a month as the date would write it: in its language, in its style where there are several."""
    if not date.months:
        return month_name(view.language, "western", number)
    month = date.months[0].month
    return month_name(month.language, month.style, number) or month_name(month.language, "western", number)


def certain_years(view: View, but: frozenset[Span] | set[Span] = frozenset()) -> Iterator[int]:
    """Years that are surely years: of dates, and after words that introduce one."""
    for date in view.dates:
        if date.year is not None and date.year.span not in but:
            yield date.year.value
    for number in view.years:
        if number.span not in but:
            before = key(view.text[max(0, number.span.start - 12) : number.span.start].rpartition("\n")[2])
            if compiled(_YEAR_WORD).search(before):
                yield number.value


def own_years(view: View) -> frozenset[int]:
    """The modern Gregorian years a document surely speaks of."""
    return frozenset(year for year in certain_years(view) if 1990 <= year <= 2060)
