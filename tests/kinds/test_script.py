import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.kind import Context, OptionError
from audit.kinds.script import ALPHABETS, Letters, Options, build
from audit.text import plain
from audit.view import View


def found(text: str, **options: object) -> list[str]:
    view = View(plain(text, language="en"), "en")
    matches = build(Options.model_validate(options), Context("any", {})).find(view, None)
    return [text[match.span.start : match.span.end] for match in matches if match.span]


def test_the_finding_is_the_word_once() -> None:
    text = "وبحسب موقع نیوزی الإخباري"
    assert found(text, alphabet=("persian",)) == ["نیوزی"]
    assert found(text, letters="\N{ARABIC LETTER FARSI YEH}", place="letters") == ["\N{ARABIC LETTER FARSI YEH}"]


def test_beside_asks_for_a_mixture() -> None:
    text = "The \N{CYRILLIC SMALL LETTER ES}ountry and Россия"
    mixed = "\N{CYRILLIC SMALL LETTER ES}ountry"
    assert found(text, alphabet=("cyrillic",), beside=("latin",)) == [mixed]
    assert found(text, alphabet=("cyrillic",)) == [mixed, "Россия"]


def test_a_letter_with_a_hamza_of_its_own_is_another_letter() -> None:
    word = "ا\N{ARABIC LETTER YEH}\N{ARABIC HAMZA ABOVE}تلاف"
    assert found(word, alphabet=("arabic-yeh-kaf",)) == []


def test_a_text_in_that_language_is_none_of_our_business() -> None:
    text = "The 问题 and 答案 here"
    assert found(text, alphabet=("cjk",), document_share=0.5) == ["问题", "答案"]
    assert found(text, alphabet=("cjk",), document_share=0.1) == []
    assert found(text, alphabet=("cjk",), document_share=0.5, allow=("答案",)) == ["问题"]


def test_an_alphabet_is_needed() -> None:
    with pytest.raises(OptionError):
        build(Options(), Context("any", {}))


@given(st.text(max_size=30))
def test_the_fast_test_never_overlooks_a_letter(text: str) -> None:
    for ranges in ALPHABETS.values():
        if any(first <= ord(character) <= last for character in text for first, last in ranges):
            assert Letters(ranges).may_stand_in(text)
