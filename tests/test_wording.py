import json
from collections import Counter
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.wording import FEWEST, FOLDER, FULL, LEAST, LIMIT, Model, Wording, endings, model, pairs, sample, wording

MODEL = Model(
    -0.5,
    4.0,
    {"of": 120, "of the": 240, "who": -150, "a": 10, "b": 10, "c": 10, "d": 10},
    {"ing": 90, "eri": -80},
)
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.json"))


def by_hand(text: str, model: Model) -> float:
    words = sample(text)
    total = model.offset
    size = sqrt(len(words))
    for name, count in Counter([*words, *pairs(words)]).items():
        total += model.wordings.get(name, 0) / 100 * sqrt(count) / size
    for word in set(words):
        total += sum(model.endings.get(name, 0) for name in endings(word)) / 100 / size
    return min(model.most, max(LEAST, total)) * min(1, len(words) / FULL)


def test_marks_are_words_and_quotes_are_one() -> None:
    assert sample("“Go,” she said (l’homme).") == ["“", "Go", ",", "”", "she", "said", "(", "l'homme", ")", "."]


def test_a_word_cut_by_the_limit_is_left_out() -> None:
    assert sample("a" * (LIMIT - 1) + " bcd efg") == ["a" * (LIMIT - 1)]
    assert sample("x " * LIMIT) == ["x"] * (LIMIT // 2)
    assert sample("short text") == ["short", "text"]


def test_pairs_do_not_cross_marks() -> None:
    assert "of the" not in set(pairs(sample("of, the")))
    assert "of the" in set(pairs(sample("of the")))


def test_with_little_that_tells_nothing_is_said() -> None:
    assert wording("of king who", MODEL) is None
    assert wording("", MODEL) is None


@given(
    st.lists(
        st.sampled_from(["of", "the", "who", "Paris", "singing", "periferi", ",", "12", "a", "b", "c", "d"]),
        max_size=80,
    )
)
def test_the_weight_can_be_recomputed_by_hand(words: list[str]) -> None:
    small = Model(MODEL.offset, MODEL.most, dict(MODEL.wordings) | {f"w{n}": 1 for n in range(FEWEST)}, MODEL.endings)
    text = " ".join(words) + " " + " ".join(f"w{n}" for n in range(FEWEST)) + " ."
    said = wording(text, small)
    assert said is not None
    assert isclose(said.weight, by_hand(text, small), abs_tol=1e-4)
    assert LEAST <= said.weight <= small.most


def test_what_speaks_loudest_for_the_side_is_named() -> None:
    text = " ".join(["human", *(f"w{n}" for n in range(FEWEST)), *["12"] * (FULL - FEWEST - 1)])
    for factor, telling in ((1, ()), (300, ("w3", "w2", "w1"))):
        learnt = Model(0.0, 4.0, {f"w{n}": factor * (n + 1) for n in range(FEWEST)} | {"human": -5 * factor}, {})
        weight = (FEWEST * (FEWEST + 1) / 2 - 5) * factor / 100 / sqrt(FULL)
        assert wording(text, learnt) == Wording(round(min(4.0, weight), 4), FEWEST + 1, telling)


def test_a_short_text_says_less_in_proportion() -> None:
    learnt = Model(2.0, 4.0, {f"w{n}": 0 for n in range(FEWEST)}, {})
    words = [f"w{n}" for n in range(FEWEST)]
    for length in (FULL // 4, FULL // 2, FULL, 2 * FULL):
        said = wording(" ".join([*words, *["12"] * (length - FEWEST)]), learnt)
        assert said is not None
        assert said.weight == 2.0 * min(1, length / FULL)


def test_words_remembered_are_weighed_alike() -> None:
    learnt = Model(0.0, 4.0, {}, {"ing": 5, "king": 7})
    assert learnt.tails(["king", "is"]) == learnt.tails(["king", "is"]) == 12


def test_capitals_do_not_count() -> None:
    assert wording("OF THE WHO Of The Who A B C D " * 5, MODEL) is None


def test_models_are_found_by_the_first_subtag_and_only_where_they_exist() -> None:
    assert model("pt-BR") is model("pt") is not None
    assert model("ar") is None
    assert model("../wording/pt") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_models_are_small_and_hold_no_names_or_numbers(language: str) -> None:
    learnt = model(language)
    assert learnt is not None
    assert 0 < learnt.most <= 4.5
    assert (FOLDER / f"{language}.json").stat().st_size < 60_000
    for name, weight in [*learnt.wordings.items(), *learnt.endings.items()]:
        assert name == name.lower()
        assert not any(letter.isdigit() for letter in name)
        assert len(name.split()) <= 2
        assert isinstance(weight, int)
        assert weight
    assert json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8")).keys() == {
        "offset",
        "most",
        "wordings",
        "endings",
    }
