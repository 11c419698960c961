from hypothesis import example, given
from hypothesis import strategies as st

from audit.fold import MARKS, fold, key

LETTERS = st.text(
    st.sampled_from(
        "aZ \tß9"
        "\N{NO-BREAK SPACE}\N{ZERO WIDTH NON-JOINER}\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}"
        "\N{GREEK CAPITAL LETTER SIGMA}\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\N{ARABIC LETTER FARSI YEH}"
        "\N{ARABIC LETTER LAM}\N{ARABIC-INDIC DIGIT FOUR}\n" + MARKS[:8]
    )
)


def test_levels_case_hamza_yeh_digits_marks_quotes_and_spaces() -> None:
    assert fold("Don\N{RIGHT SINGLE QUOTATION MARK}t").text == "don't"
    assert fold("أُمّة").text == "امة"
    assert fold("عـــراق").text == "عراق"
    assert fold("ایران ک").text == "ايران ك"
    assert fold("٢٠٢٠ ۱۳۹۸").text == "2020 1398"
    assert fold("a \N{NO-BREAK SPACE} b").text == "a b"


def test_leads_back_to_the_text() -> None:
    text = "قُوَى الأَمْنِ"
    folded = fold(text)
    start = folded.text.index("الامن")
    span = folded.origin(start, start + 5)
    assert text[span.start : span.end] == "الأَمْنِ"


def test_a_place_keeps_the_marks_on_its_last_letter_only() -> None:
    text = "مدٌّ ما"
    span = fold(text).origin(0, 2)
    assert text[span.start : span.end] == "مدٌّ"


@given(LETTERS | st.text())
@example("a \N{ARABIC TATWEEL} b")
@example("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}  x")
def test_every_folded_character_comes_from_one_place_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) + len(folded.dropped) == len(text)
    starts = [folded.origin(at, at + 1).start for at in range(len(folded.text))]
    assert starts == sorted(set(starts))
    for at, start in enumerate(starts):
        assert key(text[start]) in (folded.text[at], "")
        assert folded.folded(start) == at


@given(LETTERS)
def test_a_wording_folds_alone_as_it_does_in_a_text(text: str) -> None:
    assert key(text) == fold(text).text


@given(LETTERS)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


def test_some_folds_only() -> None:
    assert key("Aٱ", frozenset({"case"})) == "aٱ"
    assert key("Aٱ", frozenset({"hamza"})) == "Aا"
