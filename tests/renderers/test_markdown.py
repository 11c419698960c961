import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from audit.errors import Problem
from audit.renderers import RENDERERS
from audit.renderers.markdown import LIMIT
from audit.renderers.renderer import render
from audit.renderers.terminal import END, ISOLATE, tame
from audit.report import Failure, Gate, Miss, Report, unreadable
from tests.house import SELECT, audit, house
from tests.renderers.everything import reports, written

__all__ = ["house"]

SEEDS = Path(__file__).parents[2] / "seeds"
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = re.compile(r"<details><summary>[^<>]*</summary>\n|</details>\n?|<br>")
INERT = {"text", "strong_open", "strong_close", "code_inline", "softbreak"}


def parsed(text: str) -> tuple[list[Token], str]:
    """Blocks and the words of a summary in which nothing but our own few elements is markup."""
    assert len(text.encode("utf-16-le", "surrogatepass")) // 2 <= 65_536
    blocks = PARSER.parse(text.encode("utf-8", "backslashreplace").decode())
    said = []
    for block in blocks:
        if block.type == "html_block":
            assert OURS.fullmatch(block.content), block.content
            said.append(unescape(re.sub("<[^<>]*>", "", block.content)))
        assert block.type not in ("fence", "code_block", "hr", "blockquote_open", "ordered_list_open"), block
        for inline in block.children or ():
            if inline.type == "html_inline":
                assert inline.content == "<br>"
            else:
                assert inline.type in INERT, (inline, block.content)
            if inline.type == "code_inline":
                assert re.fullmatch(r"[a-z0-9.-]+", inline.content)
            said.append(inline.content)
    joined = "\n".join(said)
    assert not re.search(r"@\w|#\d|GH-\d|www\.\w|://|:[\w+-]+:", joined, re.IGNORECASE)
    return blocks, joined


def test_the_seeds_as_a_comment(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = audit(capsys, "check", str(SEEDS), "--format", "markdown", "--fail-under", "80")[1]
    blocks, said = parsed(out)
    assert next(block.content for block in blocks if block.type == "inline").endswith("E, gate failed")
    rows = [block for block in blocks if block.type == "tr_open"]
    assert len(rows) == 6
    scores = [float(score) for score in re.findall(r"^\| [^|]* \| ([0-9.]+) [A-E] \|", out, re.MULTILINE)]
    assert scores == sorted(scores)
    assert said.count("would pass without") == 3
    assert out.count("<details>") == out.count("</details>") == 5
    quotation = f"{ISOLATE}تحالف دولي يسمى داعش{END}"
    assert f"- **critical** 14:165 {quotation}<br>“{quotation}” gives" in out


@pytest.mark.parametrize(("gate", "told"), [((), ""), (("--fail-under", "1"), ", gate passed")])
def test_a_gate_is_named_only_if_there_is_one(
    gate: tuple[str, ...], told: str, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = audit(capsys, "check", "small.txt", *SELECT, *gate, "--format", "markdown")[1]
    assert re.match(rf"## audit: score [0-9.]+ [A-E]{told}\n", out)


def test_only_what_is_open_is_shown(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = written(house, capsys, "markdown")["markdown"]
    said = parsed(out)[1]
    assert "Accepted: 4 findings; mended since the baseline: 1." in said
    assert "- **major** 3:25 " in out
    small = out.partition("<summary>small.txt · ")[2].partition("</details>")[0]
    assert re.findall(r"^- \*\*\w+\*\* (\S+)", small, re.MULTILINE) == ["3:25", "3:39"]
    assert "broken.txt: not text: character 14 is NUL" in said
    assert "| odd name, 100%: a+b.txt | 80.0 B | 80.0 B | no | - | 2 | - | 1 |" in out
    assert "1 suppression covers nothing." in said


def test_a_large_corpus_fits_a_comment(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "x" * 120
    for number in range(150):
        said = "".join(f"They said STOP{'!' * n} <&@#*_> and {n} WAIT " for n in range(30))
        (house / f"{name}-{number:03}.txt").write_text(said, encoding="utf-8")
    arguments = ("--rules", "packs", "--select", "en.house", "--language", "en", "--fail-under", "99")
    out = audit(capsys, "check", ".", *arguments, "--format", "markdown")[1]
    blocks, said = parsed(out)
    assert 20_000 < len(out.encode("utf-16-le")) // 2 <= LIMIT
    assert "And 101 more documents, none worse than these." in said
    assert re.search(r"^Findings of \d+ more documents are in the whole report\.$", said, re.MULTILINE)
    assert re.search(r"^and \d+ more reasons$", said, re.MULTILINE)
    assert [block.type for block in blocks].count("table_open") == 1


def test_hostile_names_by_the_hundred_fit_too() -> None:
    name = "\N{RIGHT-TO-LEFT OVERRIDE}@|" * 4000
    bad = unreadable(name, [Problem(name, "@" * 5000)])
    good = replace(bad, errors=())
    failures = tuple(Failure(name, None, tuple(Miss("score", 1, 2, name) for _ in range(9)), ()) for _ in range(99))
    parsed(render(RENDERERS["markdown"], Report("0", (), (bad, good) * 300, gate=Gate(failures))))


def test_a_name_stays_in_its_cell() -> None:
    names = ["a|b.txt", "`|`", "\\|", "<b>|</b>", "[x](y)|"]
    report = Report("0", (), tuple(replace(unreadable(name, []), errors=()) for name in names))
    blocks = PARSER.parse(render(RENDERERS["markdown"], report))
    cells = [block.content for before, block in pairwise(blocks) if before.type == "td_open"]
    assert sorted(unescape(cell) for cell in cells[:: len(cells) // len(names)]) == sorted(names)
    assert len(cells) == len(names) * 7


@given(reports())
@settings(max_examples=150, deadline=None)
def test_any_text_is_shown_and_never_obeyed(report: Report) -> None:
    said = parsed(render(RENDERERS["markdown"], report))[1]
    bare = said.translate(str.maketrans("", "", f"{ISOLATE}{END}\N{ZERO WIDTH SPACE}"))
    for document in report.documents:
        for placed in document.findings:
            message = tame(placed.finding.message)
            if not placed.accepted and message.isascii():
                assert re.sub(" +", " ", message).strip() in re.sub(" +", " ", bare)
