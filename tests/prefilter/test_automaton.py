from hypothesis import given
from hypothesis import strategies as st

from audit.prefilter import Automaton
from audit.prefilter.automaton import naive_hits

WORDS = st.text(st.sampled_from("abcد "), min_size=1, max_size=4)


@given(st.lists(st.lists(WORDS, max_size=4), max_size=5), st.text(st.sampled_from("abcد "), max_size=60))
def test_one_pass_finds_what_a_search_for_each_literal_finds(literals: list[list[str]], text: str) -> None:
    hits = Automaton(literals).hits(text)
    assert hits == {rule: found for rule, own in enumerate(literals) if (found := naive_hits(own, text))}


def test_many_literals_are_found_too() -> None:
    literals = [[f"word{number}"] for number in range(3_000)]
    assert list(Automaton(literals).hits("a word2999 here")) == [2, 29, 299, 2999]
