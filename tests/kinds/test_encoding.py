"""Each check quotes exactly the damaged word and proposes what should stand there."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.finding import Confidence
from audit.kind import Context
from audit.kinds.encoding import _CHECKS, KIND, Check, Options
from audit.text import plain
from audit.view import View


def found(check: Check, text: str, language: str = "en") -> list[tuple[str, str | None]]:
    matcher = KIND.build(Options(check=check), Context("any", {}))
    matches = matcher.find(View(plain(text, language=language), language), None)
    return [(text[slice(*match.span)], match.suggestion) for match in matches if match.span]


CASES: list[tuple[Check, str, list[tuple[str, str | None]]]] = [
    ("mojibake", "Das SchlÃ¶sschen hier", [("SchlÃ¶sschen", "Schlösschen")]),
    ("replacement", "5\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}C", [("\N{REPLACEMENT CHARACTER}" * 2, None)]),
    ("control", "It\x92s", [("\x92", "\N{RIGHT SINGLE QUOTATION MARK}")]),
    ("control", "a\x0bb\tc\n", [("\x0b", "")]),
    ("bidi-override", "a\N{RIGHT-TO-LEFT OVERRIDE}b", [("\N{RIGHT-TO-LEFT OVERRIDE}", "")]),
    ("soft-hyphen", "ein Schiff\xadfahrts\xadamt da", [("Schiff\xadfahrts\xadamt", "Schifffahrtsamt")]),
    (
        "zero-width",
        "جرم\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH NON-JOINER}شناس",
        [
            (
                "جرم\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH NON-JOINER}شناس",
                "جرم\N{ZERO WIDTH NON-JOINER}شناس",
            )
        ],
    ),
    ("presentation-forms", "ﻣﺪﺭﺳﺔ هنا", [("ﻣﺪﺭﺳﺔ", "مدرسة")]),
    ("presentation-forms", "ﺔﺳﺭﺪﻣ", [("ﺔﺳﺭﺪﻣ", "مدرسة")]),
    ("presentation-forms", "the oﬃce", [("oﬃce", "office")]),
    ("lam-alef", "قال االتحاد إن األسعار", [("االتحاد", None), ("األسعار", None)]),
    ("stretched", "قـــال الـوزير", [("قـــال", "قال")]),
    ("doubled-mark", "वह यहांं था", [("यहांं", "यहां")]),
    ("entity", "Marks &amp; Spencer &nbsp; &#8217;", [("&amp;", "&"), ("&nbsp;", " "), ("&#8217;", "’")]),
    ("entity", "a &amp;quot; b; c &lt;&gt;", [("&amp;", "&"), ("quot;", '"'), ("&lt;", "<"), ("&gt;", ">")]),
]


@pytest.mark.parametrize(("check", "text", "expected"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_checks(check: Check, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(check, text) == expected


@pytest.mark.parametrize("check", _CHECKS)
def test_honest_text(check: Check) -> None:
    picture = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}"
    honest = f"A plain text; AT&T. عام 1445 هـ، الـBBC، محمد ﷺ. می‌شود – “so”. {picture}"
    assert found(check, honest) == []


def test_controls_inside_mojibake_are_reported_once() -> None:
    text = "Ecuadorâ\x80\x99s"
    assert found("control", text) == []
    assert [quote for quote, _ in found("mojibake", text)] == [text]


def test_matchers_can_be_cached() -> None:
    matcher = KIND.build(Options(check="entity"), Context("any", {}))
    assert pickle.loads(pickle.dumps(matcher)) == matcher


SIGNS = "aé\x92\xad&;ـاألهﻣﺔÃ© \N{REPLACEMENT CHARACTER}\N{ZERO WIDTH NON-JOINER}\N{RIGHT-TO-LEFT OVERRIDE}"


@pytest.mark.parametrize("check", _CHECKS)
@given(text=st.text(st.sampled_from(SIGNS)))
def test_places_lie_in_the_text(check: Check, text: str) -> None:
    matcher = KIND.build(Options(check=check), Context("any", {}))
    for match in matcher.find(View(plain(text), "ar"), None):
        assert match.span
        assert 0 <= match.span.start < match.span.end <= len(text)


def test_hyphens_of_the_layout_are_one_defect() -> None:
    text = "la ré\N{SOFT HYPHEN}action, la cam\N{SOFT HYPHEN}pagne"
    view = View(plain(text), "fr")
    matches = list(KIND.build(Options(check="soft-hyphen"), Context("any", {})).find(view, None))
    assert [match.confidence for match in matches] == [None, Confidence.LOW]
