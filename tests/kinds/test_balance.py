import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.kind import Context
from audit.kinds.balance import REACH, Options, build
from audit.text import plain
from audit.view import View


def found(text: str, check: str, marks: str = "quotes", language: str = "en") -> list[str]:
    view = View(plain(text, language=language), language)
    matcher = build(Options.model_validate({"check": check, "marks": marks}), Context("any", {}))
    spans = sorted(match.span for match in matcher.find(view, None) if match.span)
    return [text[start:end] for start, end in spans]


def all_checks(text: str, language: str = "en") -> list[str]:
    return [
        hit
        for check in ("unclosed", "unopened", "reversed")
        for marks in ("quotes", "straight", "brackets")
        for hit in found(text, check, marks, language)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“We came late.\n\n“It was dark.”",
        "He said: “We came late.\n\nIt was dark.” Then he left.",
        "Er sagte: „Wir kommen.“ Sie sagte: „Nein.“",
        "Er sagte »ja« und sie sagte »nein«.",
        "Hän sanoi: ”Tulemme.” Hän lähti.",
        "Il dit : « oui » et « non ».",
        "a) bread b) milk (and sugar) :) ;-)",
        'A 19" screen and "a word" on it.',
        'قال: «نعم». ثم قال لـ"المدير" شيئا.',
        "Rock “n” roll, dogs’ home, the ’90s",
        "[1] and (see [2])",
    ],
)
def test_what_is_right_in_some_language(text: str) -> None:
    assert all_checks(text) == []


def test_an_opening_mark_without_an_end() -> None:
    assert found("بحسب الموقع «أخبار المدينة قال المدير نعم.", "unclosed", language="ar") == ["«أخبار"]
    assert found("The town (two hours away was flooded.", "unclosed", "brackets") == ["(two"]
    assert found('He said "we will come and left.', "unclosed", "straight") == ['"we']


def test_two_ends_for_one_beginning() -> None:
    text = "قال “الظروف اللازمة”. عمل في المدينة”، بحسب التقرير."
    assert found(text, "unopened", language="ar") == ["المدينة”"]


def test_an_opening_mark_that_closes_is_one_fault() -> None:
    text = "“نحن نعمل من أجل المدينة. السلام “."
    assert found(text, "reversed", language="ar") == ["السلام “"]
    assert found(text, "unclosed", language="ar") == []


def test_nobody_waits_for_ever() -> None:
    text = "They spoke of “the house." + "\nA line." * (REACH + 1) + "\nThen the end” came."
    assert found(text, "unclosed") == ["“the"]
    assert found(text, "unopened") == ["end”"]


def test_marks_of_two_families_that_close_each_other_are_not_unpaired() -> None:
    assert found('He said “we will come" and left.', "unclosed") == []


def test_a_stray_family_is_mixed() -> None:
    text = '“One” “two” “three” “four” and "five".'
    assert found(text, "mixed") == ['"five"']
    assert found('“One” “two” and "three" "four".', "mixed") == []


@given(st.text(alphabet='ab .:\n\r“”„«»"()[]', max_size=60))
def test_places_lie_in_their_line(text: str) -> None:
    for hit in all_checks(text) + found(text, "mixed"):
        assert hit
        assert "\n" not in hit
        assert "\r" not in hit


@given(st.lists(st.sampled_from(["word", "(word)", "“word”", "«word»", "[a]"]), max_size=12))
def test_paired_marks_are_never_a_fault(words: list[str]) -> None:
    assert all_checks(" ".join(words)) == []


def test_straight_marks_that_stand_loose() -> None:
    text = 'He wrote that " trade wars are good" and "easy ". Then he left.'
    assert found(text, "spaced", "straight") == ['" trade', '"easy "']
    assert found('"One" and "two" of 5 " and 7 " boards.', "spaced", "straight") == []
    assert found('He said: "no" - "yes".', "spaced", "straight") == []
