"""Stops before small letters, before names, after words that need another one."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.matchers import stops
from audit.rule import Rule
from tests.support import findings, quotations, rules

COMMON: Final = "\n    message: 'torn: {before}|{after}'\n    why: test"
NONE: Final[frozenset[str]] = frozenset()


def rule(options: str, lists: str = "") -> Rule:
    (one,) = rules(f"  - id: torn\n    kind: break\n{options}{COMMON}", "en/segmentation", lists)
    return one


SMALL: Final = "    goes_on: small\n    least: 2"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They close the bridge at the end of. the year.", ["of. the year."]),
        ("Мост закроют на ремонт до конца. лета.", ["конца. лета."]),
        ("The reforms of the NHS. will begin soon.", ["NHS. will begin soon."]),
        ("Le maire l’a dit à propos de l’Union. européenne.", ["l’Union. européenne."]),
    ],
)
def test_a_small_letter_goes_on_with_the_sentence(text: str, found: list[str]) -> None:
    assert quotations(text, rule(SMALL)) == found


@pytest.mark.parametrize(
    "text",
    [
        "They close the bridge at the end of. The year.",
        "They meet in the U.S. in autumn.",
        "They meet in EE. UU. en otoño.",
        "Sie kamen am 3. juli und am 4. juli.",
        "Der Bau unter Ludwig XIV. war teuer.",
        "The new phone sold well. iPhone sales fell.",
        "The attack was planned. al-Masri denied it.",
        "They wrote to the shop at. example.org is closed.",
        "Стоит мост 16 млрд. рублей и 3 млн. долларов.",
        "The bridge, built by T. in spring.",
    ],
)
def test_a_small_letter_may_have_other_reasons(text: str) -> None:
    assert quotations(text, rule(SMALL)) == []


def test_who_writes_small_letters_everywhere_is_left_alone() -> None:
    text = "they came home. nobody was there. the door stood open. it rained again. then they left. all was quiet."
    assert stops.small(text, NONE) == ()
    assert len(stops.small("They came home. nobody was there.", NONE)) == 1


def test_a_short_word_before_two_such_stops_is_an_abbreviation() -> None:
    assert stops.small("The old gebr. houses and the new gebr. bridges.", NONE) == ()
    assert len(stops.small("The old houses. and the new houses. and bridges.", NONE)) == 2


def test_abbreviations_of_the_document_s_own_language() -> None:
    one = rule(SMALL + "\n    languages: {en: english, de: german}", "lists:\n  english: [min]\n  german: [art]")
    text = "It is a work of art. and a walk of 3 min. from here."
    assert [f.text for f in findings(text, one, language="en")] == ["art. and a walk of 3"]
    assert [f.text for f in findings(text, one, language="de")] == ["min. from here."]
    assert [f.text for f in findings(text, one, language="pl")] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("So said the mayor of San. Marcos. Then he left.", ["San. Marcos."]),
        ("So said the mayor of the town in New. South Wales.", ["New. South Wales."]),
        ("So said the mayor of the town in New. South wales.", []),
        ("So said the mayor of the town, Dr. Marcos.", []),
        ("He read of the Second. II. World War.", []),
        ("SO SAID THE MAYOR OF SAN. MARCOS.", []),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    one = rule("    goes_on: capitals\n    abbreviations: [dr]\n    closes: [stop]")
    assert quotations(text, one) == found


def test_words_that_need_another_are_literals_of_the_gate() -> None:
    one = rule("    before: ['in (?:the|an)', of]\n    least: 2")
    assert set(one.matcher.literals) == {"in the.", "in an.", "of."}
    assert quotations("They are in the. Town of. Roses now.", one) == ["the. Town of.", "of. Roses now."]
    assert quotations("They are in “the”. Town houses.", one) == []


@given(st.lists(st.sampled_from(["the.", "of.", "The", "town", '"', "a.b", "...", "\n", "!", "lower"]), max_size=25))
def test_the_gate_changes_nothing(words: list[str]) -> None:
    text = " ".join(words)
    for options in (
        "    before: [the, of]\n    least: 1",
        SMALL,
        "    words: [1, 2]\n    least: 1\n    never_before: [town]",
    ):
        one = rule(options)
        assert findings(text, one) == findings(text, one, gated=False)


@given(st.text(alphabet='ab. \n!"۔', max_size=60))
def test_short_fragments_lie_behind_stops(text: str) -> None:
    for at, pieces in stops.short(text):
        assert text[at] in ".۔"
        assert pieces >= 1
