"""Whole-line wordings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.kind import Context, OptionError
from audit.kinds import line
from audit.kinds.line import Options
from audit.matchers.lines import Lines
from audit.text import plain
from audit.view import View

CONTEXT = Context("any", {"names": ("Facebook", "Twitter\nE-mail")}, eager=True)


def found(matcher: Lines, text: str) -> list[str]:
    view = View(plain(text), "en")
    return [text[slice(*match.span)] for match in matcher.find(view, None) if match.span]


def build(**options: object) -> Lines:
    return line.build(Options.model_validate(options), CONTEXT)


def test_whole_lines_only() -> None:
    matcher = build(lines=["Read more"])
    assert found(matcher, "Read more\nread MORE »\nRead more books.\n• Read more:") == [
        "Read more",
        "read MORE »",
        "• Read more:",
    ]


def test_numbers_count_as_one() -> None:
    assert found(build(lines=["5 comments"]), "12 comments\n1,204 comments\nFive comments") == [
        "12 comments",
        "1,204 comments",
    ]


def test_open_ends() -> None:
    matcher = build(lines=["Share on *", "* Media", "Be the first to comment on *"])
    text = 'Share on Myspace\nShare on\nReport, Media\nBe the first to comment on "A | B"\nWe share on Monday'
    assert found(matcher, text) == ["Share on Myspace", "Report, Media", 'Be the first to comment on "A | B"']


def test_short_open_beginning() -> None:
    assert found(build(lines=["来源：*"]), "来源：某某网\n他说来源不明") == ["来源：某某网"]


def test_joined_and_glued() -> None:
    matcher = build(lists=["names"], joined=2)
    text = "Facebook | Twitter\nFacebookTwitterE-mail\nTwitter\nFacebook buys Twitter"
    assert found(matcher, text) == ["Facebook | Twitter", "FacebookTwitterE-mail", "Twitter"]


def test_joined_alone() -> None:
    matcher = build(lines=["March", "3"], joined=2, alone=False)
    assert found(matcher, "March\n3\n3 4\n24 March\nMarch 3, 1999\nMarch of 3") == ["24 March", "March 3, 1999"]


def test_marks() -> None:
    assert found(build(marks=1), "*\n* * *\n.\n---\nx") == ["*", "."]


def test_most_words() -> None:
    assert found(build(lines=["Get the *"], most_words=4), "Get the app\nGet the door for the old man") == [
        "Get the app"
    ]


def test_line_ends_and_marks_keep_their_places() -> None:
    assert found(build(lines=["اقرأ المزيد"]), "نص.\r\n  اقـرأ المزيد \rنص\n") == ["اقـرأ المزيد"]


@pytest.mark.parametrize("wording", ["* a *b", "a*", "...", "*"])
def test_wordings_that_cannot_be_meant(wording: str) -> None:
    with pytest.raises(OptionError):
        build(lines=[wording])


def test_no_wordings() -> None:
    with pytest.raises(OptionError):
        build()


@given(st.lists(st.text(alphabet="ab *|3\n\r\té", max_size=12), max_size=6))
def test_finds_lines_of_the_document(lines: list[str]) -> None:
    text = "\n".join(lines)
    view = View(plain(text), "en")
    matcher = build(lines=["a", "b 3"], joined=2, marks=2)
    spans = [match.span for match in matcher.find(view, None)]
    assert set(spans) <= {known.span for known in view.lines}
    assert len(spans) == len(set(spans))
