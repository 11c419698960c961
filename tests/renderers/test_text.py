from math import sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.renderers import RENDERERS, Page
from audit.renderers.renderer import render
from audit.renderers.sentences import verdict_sentence
from audit.renderers.terminal import END, ISOLATE, cells, isolated, quoted, shortened, tame, wrapped
from audit.report import Report, unreadable
from audit.score import grade, score
from audit.verdict import EvidenceRow, Judgement, Verdict
from tests.house import SELECT, audit, house

__all__ = ["house"]

VALUE = score(5 + 5 + 1 + 1 / sqrt(2), 31)

EXPECTED = f"""\
small.txt {"─" * 62} {VALUE:.1f}  {grade(VALUE)}
No sign of machine translation.
English, 31 words. Sub-scores: typography {VALUE:.0f}.
Note: only 31 words: the score rests on little text.

typography  4 findings
  2:11     major    {ISOLATE}STOP{END}
    “STOP” is shouted  en.house.no-shouting
  3:50     major    {ISOLATE}وقف{END}
    “{ISOLATE}وقف{END}” is shouted  en.house.no-shouting
  2:28     minor    {ISOLATE}a lot of money{END}  × 2
    “a lot of money” says nothing → a figure
    also 3:14 {ISOLATE}a lot of money{END}  en.house.vast-sums

Score: {VALUE:.1f} {grade(VALUE)} (1 document, 31 words, 2 major, 2 minor).
"""


def test_a_small_document_to_the_letter(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit(capsys, "check", "small.txt", *SELECT)[1] == EXPECTED


def test_no_line_is_wider_than_the_page(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "a-very-long-name-" * 8 + ".txt"
    (house / name).write_text("They said STOP " + "中文" * 200 + "WAIT\n" + "a lot of money " * 80, encoding="utf-8")
    out = audit(capsys, "check", ".", *SELECT, "--fail-under", "99")[1]
    assert max(map(cells, out.splitlines())) <= 80


def test_unread_documents_have_their_row() -> None:
    from audit.errors import Problem

    report = Report("0", (), (unreadable("a.txt", [Problem("a.txt:3", "not UTF-8")]), unreadable("b.txt", [])))
    assert "a.txt:3 " in render(RENDERERS["text"], report, Page())


ROWS = (EvidenceRow("prior", 1, -4.0), EvidenceRow("ar.a.torn-office", 2, 4.5), EvidenceRow("ar.a.odd-name", 1, 3.0))


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (
            Verdict(Judgement.MACHINE_TRANSLATED, 0.97, "fa", ROWS),
            "Machine-translated, probably from Persian (97 %): shown by 2 × torn office and 1 × odd name.",
        ),
        (
            Verdict(Judgement.UNSURE, 0.6, None, ROWS[:2]),
            "Perhaps machine-translated (60 %): shown by 2 × torn office.",
        ),
        (
            Verdict(Judgement.NO_SIGN, 0.1, None, ROWS[:2]),
            "No clear sign of machine translation (10 %): only 2 × torn office.",
        ),
        (Verdict(Judgement.NO_SIGN, 0.01, None, ROWS[:1]), "No sign of machine translation."),
    ],
)
def test_the_verdict_is_one_sentence(verdict: Verdict, sentence: str) -> None:
    assert verdict_sentence(verdict).replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_what_a_terminal_obeys_is_shown() -> None:
    assert tame("a\x1b[2Jb\r\nc\N{RIGHT-TO-LEFT OVERRIDE}d\x7f\t") == "a␛[2Jb⏎c<U+202E>d␡␉"
    assert isolated("“شكرا لكم” means thanks") == f"“{ISOLATE}شكرا لكم{END}” means thanks"


@given(st.text(max_size=200), st.integers(4, 60))
def test_quotations_fit(text: str, width: int) -> None:
    shown = quoted(text, width)
    assert cells(shown) <= width
    assert shown.startswith(ISOLATE)
    assert shown.endswith(END)
    assert cells(shortened(tame(text), width)) <= width


@given(st.text(st.sampled_from(f"ab 中ش،{ISOLATE}{END}"), max_size=120), st.integers(8, 40))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = list(wrapped(isolated(text), width, "  "))
    assert max(map(cells, lines)) <= width
    joined = "".join(lines).replace(" ", "").replace(ISOLATE, "").replace(END, "")
    assert joined == tame(text).replace(" ", "")
    for line in lines:
        assert line.count(ISOLATE) == line.count(END)
