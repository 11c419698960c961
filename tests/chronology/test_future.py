"""Dates after the page that tells them."""

import pytest

from audit.chronology.future import after_the_page, stamped_beyond
from audit.text import plain
from audit.view import View

HEAD = "Two killed in harbour fire\n14 March 2021\n"
FILL = "The fire began in a store of grain near the gate and spread to two halls. "


def told(sentence: str, language: str = "en", head: str = HEAD) -> list[str]:
    view = View(plain(head + FILL + sentence), language)
    return [view.text[slice(*match.span)] for match in after_the_page(view) if match.span]


@pytest.mark.parametrize(
    "sentence",
    [
        "The crane was sold on 3 May 2031 to a museum.",
        "The mayor said on 3 May 2031 that work will begin.",
        "She died in May 2031 at the age of ninety.",
    ],
)
def test_told_as_past(sentence: str) -> None:
    assert len(told(sentence)) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "The crane was sold on 3 May 2011 to a museum.",
        "The crane was sold on 3 May 2021 to a museum.",  # the page may have been changed
        "The crane will be sold on 3 May 2031 to a museum.",
        "The crane was to be sold on 3 May 2031.",
        "The lease was extended until 3 May 2031.",
        "The council approved a plan in which the crane is gone in May 2031.",
        "The sale was postponed, and the new date is 3 May 2031.",
        "Germany was awarded the tournament of June 2031.",
        "The bonds mature in May 2031 and were sold quickly.",
        "If the crane was sold on 3 May 2031, it would be gone.",
        "Model 3 May 2031.",
    ],
)
def test_plans_and_what_was_before(sentence: str) -> None:
    assert told(sentence) == []


def test_without_a_stamp_only_what_lies_decades_ahead() -> None:
    head = "Two killed in harbour fire\n"
    assert told("The crane was bought in 2011 and was sold on 3 May 2091.", head=head) == ["3 May 2091"]
    assert told("The crane was bought in 2011 and was sold on 3 May 2031.", head=head) == []
    assert told("The crane was sold on 3 May 2091.", head=head) == []  # fiction, perhaps
    assert told("In the novel of 2011 the crane was sold on 3 May 2091.", head=head) == []


def test_an_old_stamp_makes_no_page_false() -> None:
    days = (3, 4, 5, 6)
    later = " ".join(f"The crane number {day} was sold on {day} May 2031." for day in days)
    assert told(later) == []


def test_a_stamp_decades_ahead() -> None:
    view = View(plain("Harbour\nPublished: 12 May 2091\nIt was closed in 2019."), "en")
    (found,) = stamped_beyond(view)
    assert found.suggestion == "12 May 2019"
    assert list(stamped_beyond(View(plain("Harbour\nThe lease ends: 12 May 2091"), "en"))) == []
