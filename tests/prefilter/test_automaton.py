import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.fold import fold
from audit.prefilter import Automaton
from audit.prefilter.automaton import SMALL, naive_hits
from audit.prefilter.required import EDGE

WORDS = st.text(st.sampled_from("abcد "), min_size=1, max_size=4)


@given(st.lists(st.lists(WORDS, max_size=4), max_size=5), st.text(st.sampled_from("abcد "), max_size=60))
def test_one_pass_finds_what_a_search_for_each_literal_finds(literals: list[list[str]], text: str) -> None:
    hits = Automaton(literals).hits(fold(text))
    assert hits == {rule: found for rule, own in enumerate(literals) if (found := naive_hits(own, fold(text).text))}


@given(st.lists(st.lists(WORDS, max_size=4), max_size=5), st.text(st.sampled_from("abcد "), max_size=60))
def test_a_little_text_is_searched_without_the_machine_and_gives_the_same(literals: list[list[str]], text: str) -> None:
    warm = Automaton(literals)
    warm.hits(fold("x" * (SMALL + 1)))
    assert warm.hits(fold(text)) == Automaton(literals).hits(fold(text))


def test_many_literals_are_found_too() -> None:
    literals = [[f"word{number}"] for number in range(3_000)]
    assert list(Automaton(literals).hits(fold("a word2999 here"))) == [2, 29, 299, 2999]


@pytest.mark.parametrize(
    ("literal", "text", "found"),
    [
        (f"{EDGE}كان", "وكان كان", [(5, 8)]),
        (f"كان{EDGE}", "كان كانت", [(0, 3)]),
        (f"{EDGE}كان{EDGE}", "كَانَ، مكان", [(0, 3)]),
        (f"{EDGE}let{EDGE}", "letter outlet let _let", [(14, 17), (19, 22)]),
    ],
)
def test_no_letter_stands_at_an_edge(literal: str, text: str, found: list[tuple[int, int]]) -> None:
    assert Automaton([[literal]]).hits(fold(text)).get(0, []) == found
