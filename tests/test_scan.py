import json
from pathlib import Path

import pytest
import regex
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audit.finding import Confidence
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.prefilter import impossible
from audit.scan import FEW, Program, scan
from audit.text import plain
from audit.view import View
from tests.support import findings, quotations, rules

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))


def phrase(extra: str = "", phrases: str = "[open letter]") -> str:
    return f"  - {{id: p, kind: phrase, phrases: {phrases}, message: m{extra}}}"


def test_a_finding_has_its_place_and_its_words() -> None:
    (rule,) = rules("  - {id: p, kind: pattern, pattern: '(?P<name>J\\w+) said', message: '{name} in {found}'}")
    (finding,) = findings("Then Jones said it.", rule)
    assert (finding.span, finding.text, finding.message) == ((5, 15), "Jones said", "Jones in Jones said")


def test_words_are_found_whole_and_folded() -> None:
    (rule,) = rules(phrase())
    assert quotations("An OPEN  letter; open letters, reopen letter.", rule) == ["OPEN  letter"]


def test_arabic_particles_may_be_attached() -> None:
    (rule,) = rules(phrase(phrases="[الخدمة العامة, قوات]"), "ar/typography")
    text = "والخدمة العامة للخدمة العامة بقوات وقوّات قواتنا المقوات"
    assert quotations(text, rule, language="ar") == ["الخدمة العامة", "للخدمة العامة", "قوات", "قوّات"]


def test_folds_can_be_narrowed() -> None:
    (rule,) = rules(phrase(", fold: [case]", phrases="[علی]"), "ar/typography")
    assert quotations("علی على علي", rule, language="ar") == ["علی"]


def test_one_finding_for_overlapping_wordings_of_a_rule() -> None:
    (rule,) = rules(phrase(phrases="[leave a reply, leave a reply cancel reply]"))
    assert quotations("Leave a Reply Cancel reply", rule) == ["Leave a Reply Cancel reply"]


PAGE = (
    "Open letter\n\nHome of the open letter page\n\n"
    "This is an open letter that was written by many people who live here in the town.\n\nOpen letter\n* open letter:"
)


@pytest.mark.parametrize(
    ("where", "starts"),
    [
        ("[]", [0, 25, 54, 126, 140]),
        ("[line]", [0, 126, 140]),
        ("[head]", [0, 25]),
        ("[title]", [25]),
        ("[body]", [54]),
        ("[tail]", [126, 140]),
        ("[head, line]", [0]),
        ("[body, tail]", [54, 126, 140]),
    ],
)
def test_where(where: str, starts: list[int]) -> None:
    (rule,) = rules(phrase(f", where: {where}"))
    assert [finding.span.start for finding in findings(PAGE, rule) if finding.span] == starts


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("when: {before: [an]}", 1),
        ("when: {before: [the]}", 0),
        ("when: {after: [to the editor]}", 1),
        ("unless: {near: [edit*]}", 0),
        ("unless: {near: [edit]}", 1),
        ("when: {line: [open]}", 1),
        ("when: {near: [second]}", 0),
        ("when: {document: [second]}", 1),
        ("when: {document: [second], before: [the]}", 0),
        ("unless: {document: [third, SECOND]}", 0),
    ],
)
def test_conditions(condition: str, found: int) -> None:
    (rule,) = rules(phrase(f", {condition}"))
    assert len(findings("Here is an open letter to the editor.\nThe second line.", rule)) == found


def test_conditions_know_attached_arabic_particles() -> None:
    (rule,) = rules(phrase(", unless: {near: [لبنان*]}", phrases="[قوى الأمن]"), "ar/typography")
    assert quotations("قوى الأمن اللبنانية", rule, language="ar") == []
    assert quotations("قوى الأمن في لبنان", rule, language="ar") == []
    assert quotations("قوى الأمن هناك", rule, language="ar") == ["قوى الأمن"]


def test_a_pattern_may_echo_and_fold() -> None:
    (rule,) = rules("  - {id: p, kind: pattern, pattern: '\\| (?P<at>\\w+ News)$', message: m, echo: true}")
    assert quotations("Title | Big News\nComment on: Title | big news", rule) == ["Big News", "big news"]
    (rule,) = rules("  - {id: p, kind: pattern, pattern: 'أعلن', fold: true, message: m}", "ar/typography")
    assert quotations("اعلن وأَعْلَنَ", rule, language="ar") == ["اعلن", "أَعْلَنَ"]


def test_a_pattern_stays_in_its_line_unless_told() -> None:
    (line,) = rules("  - {id: p, kind: pattern, pattern: 'one\\s+two', message: m}")
    (document,) = rules("  - {id: p, kind: pattern, pattern: 'one\\s+two', scope: document, message: m}")
    assert quotations("one\ntwo", line) == []
    assert quotations("one\ntwo", document) == ["one\ntwo"]


def test_low_findings_are_kept_back_unless_asked_for() -> None:
    packs = load_packs()
    text = plain("\n".join(path.read_text(encoding="utf-8") for path in SEEDS))
    shown = Auditor(packs).audit(text).findings
    everything = Auditor(packs, low=True).audit(text).findings
    assert all(placed.finding.confidence is not Confidence.LOW for placed in shown)
    assert [placed for placed in everything if placed.finding.confidence is not Confidence.LOW] == list(shown)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_the_gate_loses_nothing_on_real_text(path: Path) -> None:
    auditor = Auditor(load_packs())
    view = auditor.view(plain(path.read_text(encoding="utf-8")))
    program = auditor.program(view.language)
    assert scan(view, program) == scan(view, program, gated=False)


WORDING = st.text(st.sampled_from("ab ا"), min_size=1, max_size=4).filter(lambda text: text.strip() == text)
PATTERN = st.lists(st.sampled_from(["ab", "b+", "(?:a|ba)", r"\s", "ا", "[ab]", r"\b"]), min_size=1, max_size=4).map(
    "".join
)


@settings(deadline=None)
@given(
    st.lists(WORDING, min_size=1, max_size=3, unique=True),
    PATTERN,
    st.text(st.sampled_from("ab \nاA."), max_size=40),
    st.booleans(),
)
def test_the_gate_loses_nothing_for_any_rules(wordings: list[str], pattern: str, text: str, fold: bool) -> None:
    entries = (
        f"  - {{id: p, kind: phrase, phrases: {json.dumps(wordings, ensure_ascii=False)}, message: m}}\n"
        f"  - {{id: q, kind: pattern, pattern: '(?:{pattern})x?', fold: {str(fold).lower()}, message: m}}"
    )
    expression = f"(?:{pattern})x?"
    assume(regex.match(expression, "") is None and not impossible(expression, one_line=True))  # such are refused
    tested = rules(entries, "ar/typography")
    assert findings(text, *tested, language="ar") == findings(text, *tested, language="ar", gated=False)


def test_whole_lines_are_gated_alike_before_and_after_their_gate_is_built() -> None:
    program = Program(rules("  - {id: menu, kind: line, lines: [Home, Read more, Follow *], message: m, why: w}"))
    views = [View(plain(text), "en") for text in ("Home", "Follow us now", "A sentence of its own.", "READ MORE:", "")]
    first = [program.candidates(view) for view in views]
    for _ in range(FEW):
        program.candidates(views[0])
    assert first == [program.candidates(view) for view in views] == [{0: None}, {0: None}, {}, {0: None}, {}]


@pytest.mark.parametrize(
    "text", [" " * 20_000, "(" * 20_000, "«" * 20_000, "The minister said: " + "\N{ARABIC LETTER BEH}" * 20_000]
)
def test_endless_runs_of_one_character_are_scanned_to_the_end(text: str) -> None:
    auditor = Auditor(load_packs())
    view = auditor.view(plain(text, language="en"))
    for finding in scan(view, auditor.program("en")):
        assert finding.span is None or finding.text == text[slice(*finding.span)]
