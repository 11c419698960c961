"""The packs of further languages, the ledgers of acronyms and the dated facts: whole documents, and what must hold."""

from typing import Final

import pytest

from audit.kinds.fact import FactMatcher
from audit.kinds.glossary import Ledger
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.text import plain

LANGUAGES: Final = ("fr", "es", "de", "ru", "tr", "zh")
PACKS: Final = {pack.name: pack for pack in load_packs()}
OURS: Final = tuple(
    PACKS[name]
    for name in (
        *(f"{language}.{category}" for language in LANGUAGES for category in ("mistranslation", "untranslated")),
        *(f"{language}.acronyms" for language in ("ar", "fa", "en")),
        "any.facts",
    )
)
TRANSLATED: Final = {
    "fr": "Selon les Temps de New York, le traité fut signé le 8 peut 2018.\n\nQuitter un commentaire\n",
    "es": "Según Los Tiempos de Nueva York, se firmó el 8 de puede de 2018.\n\nAcción en Facebook\n",
    "de": "Wie die New Yorker Zeiten berichten, wurde er am 8. Kann 2018 unterzeichnet.\n\nAktie auf Facebook\n",
    "ru": "Нью-Йоркские времена пишут, что договор подписан 8 может 2018 года.\n\nАкция на Facebook\n",
    "tr": "New York Zamanları yazdı: anlaşma 8 olabilir 2018 tarihinde imzalandı.\n\nFacebook'ta hisse\n",
    "zh": "据纽约时间报报道，条约于2018年可能8日签署。\n\n离开一个回复\n",
}
NATIVE: Final = {
    "fr": "Selon le New York Times, le traité fut signé le 8 mai 2018.\n\nLaisser un commentaire\n",
    "es": "Según The New York Times, se firmó el 8 de mayo de 2018.\n\nCompartir en Facebook\n",
    "de": "Wie die New York Times berichtet, wurde er am 8. Mai 2018 unterzeichnet.\n\nAuf Facebook teilen\n",
    "ru": "Газета «Нью-Йорк Таймс» пишет, что договор подписан 8 мая 2018 года.\n\nПоделиться в Facebook\n",
    "tr": "New York Times yazdı: anlaşma 8 Mayıs 2018 tarihinde imzalandı.\n\nFacebook'ta paylaş\n",
    "zh": "据《纽约时报》报道，条约于2018年5月8日签署。\n\n发表评论\n",
}


def _found(text: str, language: str) -> set[tuple[str, str]]:
    report = Auditor(OURS).audit(plain(text, language=language))
    return {(placed.finding.rule.partition(".")[2], placed.finding.text) for placed in report.findings}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translated_pages_give_themselves_away(language: str) -> None:
    rules = {rule for rule, _ in _found(TRANSLATED[language], language)}
    assert rules >= {"mistranslation.newspaper-literal", "mistranslation.month-as-word"}
    assert rules & {"mistranslation.share-as-stock", "mistranslation.reply-literal"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_written_well_is_silent(language: str) -> None:
    assert _found(NATIVE[language], language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_has_a_dozen_rules(language: str) -> None:
    assert len(PACKS[f"{language}.mistranslation"].rules) >= 12


def test_every_rule_waits_for_its_wordings() -> None:
    assert [rule.id for pack in OURS for rule in pack.rules if not rule.matcher.literals] == []


def test_the_facts_are_many_and_named_in_three_languages() -> None:
    matchers = [rule.matcher for rule in PACKS["any.facts"].rules]
    facts: dict[str, set[str]] = {}
    for matcher in matchers:
        assert isinstance(matcher, FactMatcher)
        for language, names in matcher.names.items():
            facts.setdefault(language, set()).update(known.id for known in names.values())
    assert all(len(facts[language]) >= 300 for language in ("ar", "fa", "en"))
    assert facts["ar"] == facts["fa"] == facts["en"]


def test_the_ledgers_are_long() -> None:
    acronyms = {}
    for language in ("ar", "fa", "en"):
        (matcher,) = (rule.matcher for rule in PACKS[f"{language}.acronyms"].rules if rule.kind == "glossary")
        assert isinstance(matcher, Ledger)
        acronyms[language] = {term.acronym for terms in matcher.terms.values() for term in terms}
    assert len(acronyms["ar"]) >= 80
    assert len(acronyms["fa"]) >= 50
    assert len(acronyms["en"]) >= 25


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت غرفة التجارة الدولية (المحكمة الجنائية الدولية) إنها ستنظر في الطلب.", "غرفة التجارة الدولية"),
        ("أصدرت غرفة التجارة الدولية (ICC) في لاهاي مذكرة توقيف بحق القائد.", "غرفة التجارة الدولية"),
        ("صرح ناطق باسم أندرا براديش (AP).", None),
        ("دعت غرفة التجارة الدولية (ICC) أعضاءها إلى مؤتمر.", None),
        ("زار الوفد غرفة التجارة الدولية في لاهاي بعد مذكرة توقيف.", None),
    ],
)
def test_an_expansion_is_wrong_where_the_text_decides(text: str, expected: str | None) -> None:
    found = {quoted for rule, quoted in _found(text, "ar") if rule == "acronyms.ledger"}
    assert found == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("زادت التوترات بعد وفاة حافظ الأسد في حزيران 1979.", "ar", {"حزيران 1979"}),
        ("The Starmer government fell in May 1998.", "en", {"May 1998"}),
        ("Kofi Annan visited the camp in March 2023.", "en", {"March 2023"}),
        ("Kofi Annan visited the camp in March 2003.", "en", set()),
        ("The widow of Kofi Annan visited the camp in March 2023.", "en", set()),
        ("Kofi Annan was born in April 1938.", "en", set()),
        ("La mort de Jacques Chirac en septembre 2009 a ému le pays.", "fr", {"septembre 2009"}),
        ("La mort de Jacques Chirac en septembre 2019 a ému le pays.", "fr", set()),
    ],
)
def test_facts_in_several_languages(text: str, language: str, expected: set[str]) -> None:
    assert {quoted for rule, quoted in _found(text, language) if rule.startswith("facts.")} == expected
