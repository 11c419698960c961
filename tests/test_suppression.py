import datetime as dt

import pytest

from audit.errors import AuditError, Problem
from audit.suppression import lapsed, today, unmarked
from audit.text import plain


def test_a_comment_speaks_for_the_next_line_that_says_something() -> None:
    text = "First.\n<!-- audit-ignore en.dates, any.dates.weekday until 2999-01-31: as printed: twice -->\n\nThird.\n"
    document, (found,), problems = unmarked(plain(text, "a.txt"))
    assert (found.rules, found.reason, found.line) == (("en.dates", "any.dates.weekday"), "as printed: twice", 4)
    assert (found.place, found.until, problems) == ("a.txt:2", dt.date(2999, 1, 31), ())
    assert document.text == text
    assert document.prose == text.replace(text.split("\n")[1], " " * len(text.split("\n")[1]))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A <!-- audit-ignore en: why --> b\nnext", 1),
        ("<!-- audit-ignore en: why --> after it\nnext", 1),
        ("<!-- audit-ignore en: why -->\r\n<!-- audit-ignore fr: why -->\r\nnext\r\n", 3),
        ("a\rb\r<!-- audit-ignore en: why -->\r", 3),
        ("<!-- audit-ignore-file en: why -->\nnext", None),
    ],
)
def test_which_line_it_means(text: str, line: int | None) -> None:
    _, found, problems = unmarked(plain(text))
    assert not problems
    assert found[0].line == line


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("<!-- audit-ignore en.dates -->", "a.txt:2: a suppression needs a reason: <!-- audit-ignore en.dates: the"),
        ("<!-- audit-ignore en.dates: -->", "a.txt:2: a suppression needs a reason"),
        ("<!-- audit-ignore en.dates:   -->", "a.txt:2: a suppression needs a reason"),
        ("<!-- audit-ignore : why -->", "a.txt:2: a suppression names its rules"),
        ("<!--audit-ignore-->", "a.txt:2: a suppression names its rules"),
        ("<!-- audit-ignore en until soon: why -->", "a.txt:2: 'soon' is no day, such as 2030-01-31"),
        ("<!-- audit-ignore en until 2020-02-30: why -->", "a.txt:2: '2020-02-30' is no day"),
        ("<!-- audit-ignore en until 2020-02-28: why -->", "a.txt:2: the suppression of en ended on 2020-02-28"),
    ],
)
def test_what_is_wrong_with_a_comment_is_said_with_its_place(comment: str, said: str) -> None:
    _, found, problems = unmarked(plain(f"First.\n{comment}\nThird.", "a.txt"))
    assert not found
    assert [str(problem)[: len(said)] for problem in problems] == [said]


def test_other_comments_and_documents_are_left_alone() -> None:
    document = plain("<!-- ignore -->\nA text about audit-ignored things.")
    assert unmarked(document)[0].prose == document.text
    assert unmarked(plain("nothing here"))[1:] == ((), ())


def test_the_last_day_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2024, 5, 1, 12, tzinfo=dt.UTC).timestamp())))
    assert today() == dt.date(2024, 5, 1)
    _, (found,), _ = unmarked(plain("<!-- audit-ignore en until 2024-05-01: why -->"))
    assert lapsed(found) is None
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2024, 5, 2, tzinfo=dt.UTC).timestamp())))
    assert lapsed(found) == Problem("text:1", "the suppression of en ended on 2024-05-01: renew or remove it")


@pytest.mark.parametrize("moment", ["soon", "\N{SUPERSCRIPT TWO}", "99999999999999999999", "253402300800"])
def test_a_moment_that_is_none_is_a_mistake(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
    with pytest.raises(AuditError, match=r"SOURCE_DATE_EPOCH: .* is no number of seconds since 1970"):
        today()


def test_very_many_comments_are_read_in_the_time_their_number_takes() -> None:
    text = "<!-- audit-ignore en: why -->\n\nA line.\n" * 20_000
    document, found, problems = unmarked(plain(text))
    assert not problems
    assert [each.line for each in found] == list(range(3, 3 * 20_000 + 1, 3))
    assert document.prose == text.replace("<!-- audit-ignore en: why -->", " " * 29)
