"""Reports with everything a format must cope with: a run of the command line, and hostile ones made up."""

from pathlib import Path
from typing import Final

import pytest
from hypothesis import strategies as st

from audit.errors import Problem
from audit.finding import Confidence, Finding, Fix, Severity, fingerprint
from audit.report import DocumentReport, Failure, Gate, Gone, Miss, Placed, Report, Standing, State, unreadable
from audit.suppression import Suppression
from audit.text import Span
from audit.verdict import EvidenceRow, Judgement, Verdict
from tests.house import PACK, SELECT, audit

_MORE: Final = """\
  - id: doubled-word
    kind: phrase
    phrases: ['the the']
    fix: {text: 'the'}
    message: '“{found}” stands twice'
    why: 'One is enough.'
    examples: {bad: ['It is in the the bag.'], good: ['It is in the bag.']}
  - id: many-words
    kind: measure
    figure: short-lines
    least_words: 1
    message: '{value} is the {measured}'
    why: 'To be known.'
    severity: info
    examples: {bad: ['A page.'], good: []}
"""

TEXT: Final = """\
A title of this page
They said STOP at once. <!-- audit-ignore en.house.no-shouting: quoted from a sign -->
They said WAIT and then WAIT again in the the street.
It cost a lot of money, they said on the next day.
"""

FILES: Final = {
    "small.txt": TEXT.encode(),
    "odd name, 100%: a+b.txt": b"They said STOP\x1b[2J\x07 and <b>WAIT</b> & went.\n",
    "broken.txt": b"They said STOP\0 and went.\n",
    "records.jsonl": b'{"id": "a/1", "text": "One\\nThey said STOP."}\n{"text": "They said WAIT."}\n{oops\n',
}

SUPPRESSIONS: Final = """\
suppressions:
  - {rules: en.house.vast-sums, path: small.txt, reason: it did}
  - {rules: en.house.vast-sums, path: nowhere.txt, reason: nobody knows}
"""

ARGUMENTS: Final = (*SELECT, "--baseline", "known.json", "--suppressions", "accepted.yaml", "--fail-on", "major")


def written(house: Path, capsys: pytest.CaptureFixture[str], *formats: str) -> dict[str, str]:
    """The reports of one run, by format, in one go: with a baseline that knows the first WAIT and one that is mended,
    suppressions of both kinds and an unused one, records with and without an id, an unreadable file and record.
    """
    (house / "packs" / "en" / "house.yaml").write_text(PACK + _MORE, encoding="utf-8")
    old = "They said WAIT and then went.\nIt cost a lot of money and then a lot of money.\n"
    (house / "small.txt").write_text(old, encoding="utf-8")
    assert audit(capsys, "check", "small.txt", *SELECT, "--write-baseline", "known.json")[0] == 0
    for name, said in FILES.items():
        (house / name).write_bytes(said)
    (house / "accepted.yaml").write_text(SUPPRESSIONS, encoding="utf-8")
    reports = [part for format in formats for part in ("--report", f"{format}=out.{format}")]
    status, _, err = audit(capsys, "check", *FILES, *ARGUMENTS, *reports)
    assert status == 2
    assert "broken.txt: " in err
    return {format: (house / f"out.{format}").read_text(encoding="utf-8") for format in formats}


HOSTILE: Final = (
    "::error file=x::y\n::add-mask::z",
    "]]></system-out></testcase><evil/>&amp;&#0;",
    "<script>alert(1)</script><!-- --> </details></summary>",
    "| a | b |\n@everyone @org/team #1 GH-2 o/r#3 ![x](http://e.example/y) [l](x) <http://e.example>",
    "`code` ``a`` **b** _i_ __j__ a_b_ ~~s~~ $x$ :tada: www.example.org http://e.example a@b.example \\*",
    "{0} {{1}} [t](http://e.example) [n](1)",
    "\0\x01\x1b[2J\x7f\x85\u2028\ufffe\uffff",
    "\ud800\udfff \udc80",
    "\N{RIGHT-TO-LEFT OVERRIDE}abc\N{LEFT-TO-RIGHT ISOLATE}شكرا",
    "100%,a:b\r\n%0A%25",
    "# head\n- item\n1. one\n> quote\n    code\n---\n***\n\tx",
    "```\nfence\n~~~",
)

any_text = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=()), max_size=30)
some_text = any_text.filter(bool)
_paths = st.sampled_from(["a.txt", "b/c d.md", "-", "../up.txt", "/abs/x.txt", "x.jsonl", "p.html"]) | some_text
_positions = st.integers(1, 50)


@st.composite
def _placed(draw: st.DrawFn) -> Placed:
    text = draw(some_text)
    rule = f"en.house.rule-{draw(st.integers(0, 3))}"
    spanned = draw(st.booleans())
    finding = Finding(
        rule=rule,
        category="typography",
        severity=draw(st.sampled_from(Severity)),
        confidence=draw(st.sampled_from(Confidence)),
        message=draw(some_text),
        suggestion=draw(st.none() | any_text),
        span=Span(0, len(text)) if spanned else None,
        text=text if spanned else "",
        folded="",
        family=rule,
        weight=1.0,
        fingerprint=fingerprint(rule, text if spanned else ""),
        fix=draw(st.none() | st.builds(Fix, any_text, st.booleans())),
    )
    line, column = draw(_positions), draw(_positions)
    return Placed(
        finding,
        draw(st.floats(0, 25)),
        line if spanned else None,
        column if spanned else None,
        line + draw(st.integers(0, 1)) if spanned else None,
        column + 1 if spanned else None,
        state=draw(st.none() | st.sampled_from(State)),
        suppressed=draw(st.none() | some_text),
        in_document=draw(st.booleans()),
    )


@st.composite
def _document(draw: st.DrawFn) -> DocumentReport:
    path, id = draw(_paths), draw(st.none() | any_text)
    if draw(st.integers(0, 4)) == 0:
        return unreadable(path, [Problem(f"{path}:3", draw(some_text))], id)
    findings = tuple(draw(st.lists(_placed(), max_size=4)))
    score = draw(st.floats(0, 100))
    evidence = (EvidenceRow("prior", 1, -2.0), EvidenceRow("statistic.wording", 2, 5.0, ("كان", draw(some_text))))
    gone = draw(
        st.lists(st.builds(Gone, st.just("en.house.rule-1"), any_text, st.just("0" * 16), st.just(2)), max_size=1)
    )
    return DocumentReport(
        path,
        id,
        "ar",
        10,
        1.0,
        score,
        (("typography", score),),
        draw(st.none() | st.just(Verdict(Judgement.MACHINE_TRANSLATED, 0.95, "fa", evidence))),
        findings,
        problems=(Problem(path, draw(some_text)),) if draw(st.integers(0, 4)) == 0 else (),
        gated=draw(st.none() | st.just(Standing(0.5, score, ()))),
        gone=tuple(gone),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report, with text that tries to be something else."""
    documents = tuple(draw(st.lists(_document(), max_size=4)))
    failures = tuple(
        Failure(each.path, each.id, (Miss("score", 1.0, 2.0, f"{each.path}: {draw(some_text)}"),), each.findings[:1])
        for each in documents
        if not each.errors and draw(st.booleans())
    )
    unused = (Suppression(("en",), "x", f"{draw(some_text)}:3"),) if draw(st.booleans()) else ()
    return Report("0.1.0", (), documents, gate=Gate(failures), unused=unused)
