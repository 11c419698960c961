"""Figures are compared with bounds; textstat stays out unless a rule asks for one of its figures."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.figures import FIGURES
from audit.kind import Context, OptionError
from audit.kinds.measure import KIND, Options
from audit.text import plain
from audit.view import View

ENGLISH = "The cat sat on the mat. It was warm there, and nobody came to look for it until the evening.\n" * 10
ARABIC = "ذهب الولد إلى السوق صباحا. ثم عاد إلى بيته مع أخيه الصغير قبل المساء.\n" * 10


def measured(text: str, language: str, **options: object) -> list[str]:
    matcher = KIND.build(Options.model_validate(options), Context("any", {}))
    matches = list(matcher.find(View(plain(text), language), None))
    assert all(match.span is None for match in matches)
    return [match.values["value"] for match in matches]


def test_bounds() -> None:
    assert measured(ENGLISH, "en", figure="sentence-words") == ["10.00"]
    assert measured(ENGLISH, "en", figure="sentence-words", above=9.5) == ["10.00"]
    assert measured(ENGLISH, "en", figure="sentence-words", above=10) == []
    assert measured(ENGLISH, "en", figure="sentence-words", below=10.5) == ["10.00"]
    assert measured(ENGLISH, "en", figure="sentence-words", least_words=1000) == []


def test_validity() -> None:
    assert measured(ARABIC, "ar", figure="lix") == []
    assert measured(ARABIC, "ar", figure="osman", least_words=10) != []
    assert measured(ENGLISH, "en-GB", figure="lix") != []
    with pytest.raises(OptionError, match="says nothing about 'ar'"):
        KIND.build(Options(figure="lix"), Context("ar", {}))
    with pytest.raises(OptionError, match="did you mean 'osman'"):
        KIND.build(Options(figure="osmann"), Context("ar", {}))


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_value_and_none_for_nothing(name: str) -> None:
    figure = FIGURES[name]
    language = min(figure.languages or {"en"})
    value = figure.of(View(plain(ARABIC if language == "ar" else ENGLISH), language))
    assert value == figure.of(View(plain(ARABIC if language == "ar" else ENGLISH), language))
    assert value is not None
    assert figure.of(View(plain(""), language)) is None


def test_textstat_is_not_imported_for_our_own_figures() -> None:
    code = (
        "import sys; from audit.kinds.measure import KIND; from audit.figures import FIGURES;"
        "from audit.view import View; from audit.text import plain;"
        "[figure.of(View(plain('Some words.'), 'en')) for figure in FIGURES.values() if not figure.textstat];"
        "assert 'textstat' not in sys.modules and 'langdetect' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.lists(st.sampled_from(["one two", "three. Four", "five! ", "Six.", "\n", "seven?\n", " "]), max_size=40))
def test_the_quick_bound_of_a_figure_is_one(pieces: list[str]) -> None:
    view = View(plain(" ".join(pieces)), "en")
    for figure in FIGURES.values():
        value = figure.of(view) if figure.most is not None else None
        if figure.most is not None and value is not None:
            assert value <= figure.most(view)
