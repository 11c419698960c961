"""Stray full stops: what stands on both sides of them."""

from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.errors import AuditError
from audit.kinds.break_ import depth, lowest, sentences
from audit.rule import Rule
from tests.support import findings, quotations, rules

COMMON: Final = "\n    message: 'torn: {before}|{after}'\n    why: test"


def rule(options: str, lists: str = "") -> Rule:
    (one,) = rules(f"  - id: torn\n    kind: break\n{options}{COMMON}", "en/segmentation", lists)
    return one


SHORT: Final = "    words: [1, 2]\n    least: 4\n    closes: [stop]"


def test_a_short_fragment_with_the_last_word_before_it() -> None:
    found = findings("The police said that the Iraqi. army.", rule(SHORT))
    assert [(f.text, f.message) for f in found] == [("Iraqi. army.", "torn: Iraqi|army")]


@pytest.mark.parametrize(
    "text",
    [
        "The police said that the army left early.",
        "Police said so. Army left.",  # the sentence before the stop is short as well
        "The police said that the Iraqi.. army.",  # an ellipsis
        "The police said that the Iraqi. army!",
        "The police said that the Iraqi.\narmy.",  # another line
        "The police talked to the mayor J. Smith.",  # an initial
        "The police said it was 3. 5.5",
    ],
)
def test_what_is_no_short_fragment(text: str) -> None:
    assert quotations(text, rule(SHORT)) == []


def test_abbreviations_end_no_sentence() -> None:
    text = "The police said that they saw Mr. Smith."
    assert quotations(text, rule(SHORT)) == ["Mr. Smith."]
    assert quotations(text, rule(SHORT + "\n    abbreviations: [mr.]")) == []


def test_the_number_of_a_list_ends_no_sentence() -> None:
    assert [one.words for one in sentences("12. First of all. Then")] == [4, 1]
    assert [one.words for one in sentences("In May. 2020. Then")] == [2, 1, 1]


def test_words_before_after_and_never() -> None:
    one = rule(
        "    before: ['of|the']\n    after: ['\\L<places>']\n    never: [is]\n    least: 2",
        "lists:\n  places: [Iraq, Iran]",
    )
    assert quotations("It lies west of. Iraq and", one) == ["of. Iraq and"]
    assert quotations("It lies west of. Iraqis and", one) == []
    assert quotations("It lies west of. Iraq is big", one) == []
    assert quotations("It lies in proof. Iraq and", one) == []


def test_never_before() -> None:
    one = rule("    never_before: ['last of']\n    before: [of]\n    least: 1")
    assert quotations("The west of. Iraq", one) == ["of. Iraq"]
    assert quotations("The last of. Iraq", one) == []


def test_made_of() -> None:
    one = rule("    made_of: ['the', '[a-z]+y']\n    least: 2")
    assert quotations("He saw them. The army.", one) == ["them. The army."]
    assert quotations("He saw them. The soldiers.", one) == []


def test_alone_and_last() -> None:
    text = "The police said that the Iraqi. army. It left the town in the night."
    assert quotations(text, rule(SHORT + "\n    alone: true")) == ["Iraqi. army."]
    assert quotations(text, rule(SHORT + "\n    last: true")) == []
    drama = "He opened the old door again. Silence. Darkness. Cold."
    assert quotations(drama, rule(SHORT + "\n    alone: true")) == []


def test_more_places_than_the_most_are_a_style() -> None:
    line = "The police said that the Iraqi. army.\n"
    assert len(quotations(line * 2, rule(SHORT + "\n    most: 2"))) == 2
    assert quotations(line * 3, rule(SHORT + "\n    most: 2")) == []


@pytest.mark.parametrize(
    ("text", "quotes", "found"),
    [
        ("They agreed on the date. “in later talks”.", "whole", ["date. “in later talks”."]),
        ("They agreed on the date. «in later talks».", "whole", ["date. «in later talks»."]),
        ('They agreed on the date. "in later talks".', "whole", ['date. "in later talks".']),
        ("They agreed on the date. in “later talks”.", "whole", []),
        ("They want “to move power”. mission in Iraq”, he said.", "surplus", ["power”. mission in Iraq”, he said."]),
        ("They want “to move power”. He said “no”, and left.", "surplus", []),
        ("They said “we fear again. stability “.", "unopened", ["again. stability “."]),
        ("They said that we fear again. “stability”.", "unopened", []),
    ],
)
def test_quotations(text: str, quotes: str, found: list[str]) -> None:
    assert quotations(text, rule(f"    quotes: {quotes}\n    least: 3\n    words: [1, 6]")) == found


def test_balance_of_quotations() -> None:
    assert depth("a “b «c» d", 0, 10) == 1
    assert lowest("a b” c", 0, 6) == -1
    assert lowest('a "b" c', 0, 7) == 0


def test_mistakes_are_named() -> None:
    with pytest.raises(AuditError, match="fewest words first"):
        rule("    words: [3, 1]")
    with pytest.raises(AuditError, match="unknown list 'places'"):
        rule("    before: ['\\L<places>']")


@given(st.text(alphabet='ab. \n!"“”«»(12', max_size=60))
def test_sentences_lie_in_order_inside_their_lines(text: str) -> None:
    every = sentences(text)
    for one in every:
        assert one.line <= one.start < one.end <= one.full <= len(text)
        assert text[one.start : one.end] == text[one.start : one.end].strip()
        assert "\n" not in text[one.line : one.end]
    assert all(one.full <= two.start for one, two in pairwise(every))


@given(st.text(alphabet='ab. \n"“”', max_size=60))
def test_the_gate_changes_nothing(text: str) -> None:
    one = rule("    words: [1, 2]\n    least: 1")
    assert findings(text, one) == findings(text, one, gated=False)
