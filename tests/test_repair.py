from itertools import pairwise

import regex
from hypothesis import given
from hypothesis import strategies as st

from audit.finding import Confidence, Finding, Fix, Severity
from audit.repair import Edit, Found, applied, chosen, edits, repaired
from audit.text import Span


def finding(
    text: str, start: int, end: int, fix: str | None = "", rule: str = "en.x.y", grave: str = "minor"
) -> Finding:
    return Finding(
        rule=rule,
        category="x",
        severity=Severity(grave),
        confidence=Confidence.HIGH,
        message="",
        suggestion=None,
        span=Span(start, end),
        text=text[start:end],
        folded="",
        family=rule,
        weight=1.0,
        fingerprint="",
        fix=None if fix is None else Fix(fix, safe=True),
    )


def of(text: str, pattern: str, fix: str = "", rule: str = "en.x.y") -> list[Finding]:
    return [finding(text, *hit.span(), fix, rule) for hit in regex.finditer(pattern, text)]


def dropped(text: str, pattern: str = "X+") -> str:
    return applied(text, edits(text, of(text, pattern)))


def test_a_line_of_which_nothing_is_left_goes_with_its_end() -> None:
    assert dropped("A a\nX\nB b\n") == "A a\nB b\n"
    assert dropped("A a\r\nX\r\nB b\r\n") == "A a\r\nB b\r\n"
    assert dropped("A a\rX\rB b") == "A a\rB b"
    assert dropped("A a\n  X | X * \nB b") == "A a\nB b"
    assert dropped("A a\nX b\nB b") == "A a\nb\nB b"
    assert dropped("A a\nX 5\nB b") == "A a\n5\nB b"


def test_of_the_gaps_around_dropped_lines_the_larger_one_stays() -> None:
    assert dropped("A\n\nX\n\nB") == "A\n\nB"
    assert dropped("A\n\nX\nB") == "A\n\nB"
    assert dropped("A\nX\n\nB") == "A\n\nB"
    assert dropped("A\nX\n \n\nX\n\nB") == "A\n \n\nB"
    assert dropped("A\r\n\r\nX\r\n\r\nB\r\n") == "A\r\n\r\nB\r\n"
    assert dropped("A\n\n\n\nB\n\nX\n\nC") == "A\n\n\n\nB\n\nC"


def test_the_ends_of_a_text_keep_their_shape() -> None:
    assert dropped("X\n\nB\n") == "B\n"
    assert dropped("\nX\n\nB\n") == "\nB\n"
    assert dropped("A\n\nX\n") == "A\n"
    assert dropped("A\n\nX") == "A"
    assert dropped("A\r\n\r\nX") == "A"
    assert dropped("A\n\nX\n\n\n") == "A\n\n\n"
    assert dropped("\ufeffX\nA") == "A"


def test_a_place_inside_a_line_takes_one_space_along() -> None:
    assert dropped("a X b") == "a b"
    assert dropped("a X") == "a"
    assert dropped("a  X\nb") == "a\nb"
    assert dropped("X  a") == "a"
    assert dropped("a X, b") == "a, b"
    assert dropped("(X b)") == "(b)"
    assert dropped("a Xb") == "a b"
    assert dropped("aX b") == "a b"
    assert dropped("a X X b") == "a b"


def test_a_place_over_several_lines_leaves_the_ends_of_the_outer_ones() -> None:
    assert dropped("a <x\nq\ny> b\nc", r"<[^>]*>") == "a\nb\nc"


def test_the_widest_then_the_gravest_wins() -> None:
    text = "one two three"
    inner, outer = finding(text, 4, 7, "2"), finding(text, 0, 7, "1 2", rule="en.x.z")
    assert chosen([inner, outer]) == (outer,)
    grave = finding(text, 0, 7, "I II", rule="en.x.zz", grave="major")
    assert chosen([outer, grave, inner]) == (grave,)
    assert chosen([inner, finding(text, 7, 13, "!")]) == (inner, finding(text, 7, 13, "!"))


def test_places_that_must_stay_keep_what_overlaps_them() -> None:
    text = "A\nX\nXX\nB"
    assert applied(text, edits(text, of(text, "X+"), kept=[Span(2, 3)])) == "A\nX\nB"
    assert edits(text, of(text, "X+"), kept=[Span(0, 8)]) == []


def test_a_repair_that_changes_nothing_is_none() -> None:
    assert edits("a b", [finding("a b", 0, 1, "a"), finding("a b", 2, 3, None)]) == []


def test_rounds_go_on_until_nothing_is_left() -> None:
    def look(text: str) -> Found:
        return Found(text, of(text, "XX", "X", rule="a") + of(text, r"(?<!X)X(?!X) ?", rule="b"))

    outcome = repaired("a XXXX b", look)
    assert outcome.text == "a b"
    assert [each.rule for each in outcome.findings] == ["a", "a", "a", "b"]


def test_repairs_that_chase_each_other_are_left_alone() -> None:
    def look(text: str) -> Found:
        return Found(text, of(text, "[XY]", "Y" if "X" in text else "X", "a") + of(text, "Z", "", "b"))

    outcome = repaired("a X Z", look)
    assert (outcome.text, outcome.stubborn) == ("a X", ("a",))
    assert repaired(outcome.text, look).text == outcome.text
    assert repaired("a X", lambda text: Found(text, of(text, "X", "XX"))).text == "a X"


def test_a_text_of_which_nothing_would_be_left_stays() -> None:
    outcome = repaired("X\n\nX\n", lambda text: Found(text, of(text, "X")))
    assert (outcome.text, outcome.findings) == ("X\n\nX\n", ())


def test_markup_stays_as_it_is() -> None:
    def markup(text: str) -> str:
        return regex.sub(r"\*(\w+)\*", "\N{WORD JOINER}\\1\N{WORD JOINER}", text)

    def look(text: str) -> Found:
        return Found(markup(text), of(text, r"\* b", "* "))

    assert repaired("*a* b *c* b", look, markup).text == "*a* b *c* b"
    assert repaired("a * b", look, markup).text == "a * "
    heading = "A\n\nX\n===\n\nB"
    assert applied(heading, edits(heading, of(heading, "X"), prose=heading.replace("=", " "))) == heading


LINE = st.text(alphabet="ab X.\N{ARABIC LETTER BEH}e\N{COMBINING ACUTE ACCENT}", max_size=8)
END = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"])
TEXT = st.builds(
    lambda pairs, last: "".join(line + end for line, end in pairs) + last, st.lists(st.tuples(LINE, END)), LINE
)
PLACE = st.tuples(st.integers(0, 60), st.integers(1, 12), st.sampled_from(["", "", "b", "long text", "\n"]))


@given(TEXT, st.lists(PLACE, max_size=12), st.lists(PLACE, max_size=3))
def test_edits_never_overlap_and_touch_nothing_else(
    text: str, places: list[tuple[int, int, str]], held: list[tuple[int, int, str]]
) -> None:
    some = [
        finding(text, start, min(start + width, len(text)), fix) for start, width, fix in places if start < len(text)
    ]
    kept = [Span(start, min(start + width, len(text))) for start, width, _ in held if start < len(text)]
    found = edits(text, some, kept)
    assert all(edit.start < edit.end for edit in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for edit in found:
        if not edit.text:
            hit = any(each.span and each.span.start < edit.end and edit.start < each.span.end for each in some)
            assert hit or not text[slice(edit.start, edit.end)].strip()
    picked = chosen(some, kept)
    assert not any(one.span and one.span.start < k.end and k.start < one.span.end for one in picked for k in kept)
    assert applied(text, []) == text


@given(TEXT)
def test_dropping_letters_keeps_all_other_signs_in_order(text: str) -> None:
    after = dropped(text, "X")
    assert regex.sub(r"[\s.X]", "", after) == regex.sub(r"[\s.X]", "", text)
    if "X" not in text:
        assert after == text
    assert after.endswith(("\n", "\r")) == text.endswith(("\n", "\r")) or not regex.search(
        r"\w", after.replace("X", "")
    )


@given(st.lists(LINE, max_size=12), st.sampled_from(["\r\n", "\r", "\n"]))
def test_line_ends_stay_of_one_kind(lines: list[str], end: str) -> None:
    after = dropped(end.join(lines), "X")
    assert after.replace(end, "").count("\r") == after.replace(end, "").count("\n") == 0


def test_an_edit_is_its_place_and_text() -> None:
    assert applied("abc", [Edit(1, 2, "BB")]) == "aBBc"
