import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.kind import Context, OptionError
from audit.kinds.repeat import KIND, LONGEST, Options, build
from audit.text import plain
from audit.view import View

CONTEXT = Context("any", {"idioms": ("very",)})


def found(text: str, language: str = "en", **options: object) -> list[str]:
    view = View(plain(text, language=language), language)
    matcher = build(Options.model_validate(options), CONTEXT)
    spans = sorted(match.span for match in matcher.find(view, None) if match.span)
    return [text[start:end] for start, end in spans]


def test_a_doubled_word_is_found_with_a_mark_behind_it() -> None:
    assert found("She left left, and he stayed stayed.", unit="word") == ["left left", "stayed stayed"]


def test_marks_lines_figures_and_names_separate_words() -> None:
    text = "No, no. Left. Left. 100 100 times\ntimes Duran Duran sang."
    assert found(text, unit="word", least=2) == []


def test_german_nouns_are_no_names() -> None:
    assert found("Das Haus Haus steht.", "de", unit="word") == ["Haus Haus"]


def test_allowed_words_lists_and_languages() -> None:
    text = "It was very very odd odd."
    assert found(text, unit="word", lists=("idioms",)) == ["odd odd"]
    assert found(text, unit="word", allow=("odd", "very")) == []
    assert found("Dia jalan jalan saja.", "id", unit="word", not_in=("id",)) == []


def test_a_half_space_joins_a_persian_word() -> None:
    assert found("آنها تک\u200cتک آمدند", "fa", unit="word", least=2) == []
    assert found("آنها تک تک آمدند", "fa", unit="word", least=2) == ["تک تک"]


def test_a_phrase_twice_is_a_phrase_and_three_times_a_loop() -> None:
    assert found("They went to the town to the town again.", unit="phrase") == ["to the town to the town"]
    assert found("They went to the town to the town to the town.", unit="phrase") == []
    assert found("They went to the town to the town to the town.", unit="loop") == [
        "to the town to the town to the town"
    ]


def test_idioms_of_time_are_no_phrase() -> None:
    assert found("It rained day after day after day, year after year after year after year.", unit="phrase") == []
    assert found("It rained year after year after year after year.", unit="loop") == []


def test_a_phrase_inside_itself() -> None:
    text = "the Central Command abroad in Central Command said; from Central Command to Central Command"
    assert found(text, unit="within", joined=("in",)) == ["Central Command abroad in Central Command"]


def test_joined_belongs_to_within() -> None:
    with pytest.raises(OptionError):
        build(Options(unit="within"), CONTEXT)
    with pytest.raises(OptionError):
        build(Options(unit="word", joined=("in",)), CONTEXT)


BODY = "The mayor opened the new bridge on Sunday in front of some two hundred people from the town."


def test_a_title_repeated_with_the_name_of_the_site() -> None:
    text = f'A bridge opens “at last” today\n\nA bridge opens "at last" today | Valley\n\n{BODY}'
    assert found(text, unit="title") == ['A bridge opens "at last" today']
    assert found(text, unit="line") == []


def test_a_title_in_a_comment_prompt_but_not_in_the_body() -> None:
    text = f'A bridge opens at last today\n{BODY}\nBe the first to comment on "A bridge opens at last today"'
    assert found(text, unit="title") == ["A bridge opens at last today"]
    quoted = 'The paper\'s piece "A bridge opens at last today" was read by all the people of the town.'
    assert found(f"A bridge opens at last today\n{BODY}\n{quoted}\n{BODY[:-20]} there.", unit="title") == []


def test_a_caption_repeats_its_alternative_text_with_a_credit() -> None:
    caption = "The mayor cuts the ribbon on the bridge"
    text = f"A bridge opens at last today\n{caption}\n{caption} (Photo: Press)\n{BODY}"
    assert found(text, unit="line") == [caption]
    assert found(text.replace("(Photo: Press)", "and the school and the hall"), unit="line") == [caption]
    short = text.replace(" on the bridge", "").replace("(Photo: Press)", "and the tape")
    assert found(short, unit="line") == []


def test_a_date_directly_under_itself() -> None:
    assert found(f"Valley News\n22/04/2022\n22/04/2022\n{BODY}", unit="line") == ["22/04/2022"]
    assert found(f"22/04/2022\nValley News\n22/04/2022\n{BODY}", unit="line") == []


def test_a_paragraph_repeated_anywhere() -> None:
    text = f"A bridge opens at last today\r\n{BODY}\r\nHe thanked the builders, who had worked long.\r\n{BODY}"
    assert found(text, unit="paragraph") == [BODY]
    assert found(text, unit="line") == []


WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]), min_size=2, max_size=LONGEST)


@given(before=st.lists(st.sampled_from(["one", "two", "three"]), max_size=4), phrase=WORDS)
def test_every_phrase_of_different_words_is_found(before: list[str], phrase: list[str]) -> None:
    phrase = list(dict.fromkeys(phrase))
    twice = " ".join(phrase + phrase)
    text = " ".join(dict.fromkeys(before)) + " " + twice + " end."
    assert found(text, unit="word" if len(phrase) == 1 else "phrase", least=1) == [twice]


@given(st.text(alphabet='ab .\n\r"', max_size=60))
def test_places_lie_in_the_text(text: str) -> None:
    for unit in ("word", "phrase", "loop", "title", "line", "paragraph"):
        assert all(found(text, unit=unit, least=1))


def test_the_kind_fills_what_it_says() -> None:
    assert KIND.fills(Options(unit="word")) == {"repeated", "once"}
    assert KIND.fills(Options(unit="title")) == {"line"}


def test_words_in_latin_letters_of_a_text_in_another_script() -> None:
    options = {"unit": "word", "ascii": True, "only_in": ("ko",)}
    assert found("결과는 website website 에 조금 조금 올랐다.", "ko", **options) == ["website website"]
    assert found("The website website is new.", "en", **options) == []


def test_words_that_end_in_a_vowel_sign_are_words() -> None:
    text = "कि योजना योजना जल्द पूरी होगी।"
    assert found(text, "hi", unit="word") == ["योजना योजना"]


def test_only_words_can_be_limited_to_languages() -> None:
    with pytest.raises(OptionError):
        build(Options.model_validate({"unit": "line", "only_in": ("en",)}), CONTEXT)


@given(st.lists(st.sampled_from(["one", "two", "three", "a" * 300]), min_size=2, max_size=LONGEST))
def test_what_is_said_twice_is_found_whatever_its_words(words: list[str]) -> None:
    size = len(words)
    if any(size % part == 0 and words[:part] * (size // part) == words for part in range(1, size)):
        return  # a shorter phrase, said more often
    phrase = " ".join(words)
    assert f"{phrase} {phrase}" in found(f"Then {phrase} {phrase} last.", unit="phrase", least=1)
