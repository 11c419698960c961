import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from audit.fold import key
from audit.kinds.pattern import Pattern
from audit.packs import load_packs
from audit.prefilter import impossible, required
from audit.prefilter.required import EDGE


@pytest.mark.parametrize(
    ("expression", "literals"),
    [
        ("associated press", ("associated press",)),
        (r"\bassociated\s+press\b", ("\0associated",)),
        ("(?:cat|horse)s", ("cats", "horses")),
        ("colou?r", ("color", "colour")),
        ("x+yes", ("yes",)),
        ("(?:ab)?cde", ("cde",)),
        ("(?<![a-z])(?P<at>share)(?! price)", ("share",)),
        (r"\bshare\b", ("\0share\0",)),
        (r"(?<![\p{L}\p{N}])[وف]?قال(?![\p{L}])", ("\0فقال\0", "\0قال\0", "\0وقال\0")),
        (r"\b\. no\b", (". no\0",)),
        (r"[وفب]?قوات\s", ("قوات",)),
        ("[اأإ]علن", ("اعلن",)),
        ("(?i)Read More", ("read more",)),
        ("ab{2,3}c", ()),
        ("(?:one|t.o)", ()),
        (".*", ()),
        ("a|b", ()),
        ("(?:press){e<=1}", ()),
        ("(?if)strasse", ()),
        (r"(\w{3,})\s+\1", ()),
        (r"no\. \d+", ("no.",)),
    ],
)
def test_reads_off_what_a_match_must_contain(expression: str, literals: tuple[str, ...]) -> None:
    assert required(expression) == literals


PIECES = st.sampled_from(["ab", "cd", "x", " ", "E", "ا", "أل", r"\s", r"\w", ".", "[ab]", "[^a]", r"\.", r"\b"])
EXPRESSIONS = st.recursive(
    PIECES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"(?:{'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "+?"])).map(
            lambda two: f"(?:{two[0]}){two[1]}"
        ),
        inner.map(lambda part: f"(?!{part})x"),
    ),
    max_leaves=8,
)


@given(EXPRESSIONS, st.text(st.sampled_from("abcdxE ا.أل\n"), max_size=30))
def test_every_match_contains_one_of_the_literals(expression: str, text: str) -> None:
    literals = required(expression)
    if literals:
        for hit in regex.finditer(f"(?i){expression}", text):
            assert any(literal.strip(EDGE) in key(hit[0]) for literal in literals)


@pytest.mark.parametrize(
    "expression",
    ["(?!)", "a(?!)", "a^", "a^b", r"ab\Ac", "$a", r"a\Zb", r"foo\bbar", "(?:a^|$b)c", "x(?!y?)", "(?=a^)b",
     "(?:a^){2}", r"(?<!)x", "(?:a$b)+", r"one\ntwo", r"a\r"],
)  # fmt: skip
def test_knows_some_expressions_that_can_never_match(expression: str) -> None:
    assert impossible(expression, one_line=True)


@pytest.mark.parametrize(
    "expression",
    ["a$", "^a", "^a$", r"\Aab\Z", "(?:^|, )a", "a(?:$|,)", "(?m)a^b", "(?:a^)?b", "(?:a^)*", "(?:a^|b)", r"1\ba",
     r"\ba\b b", "a(?!b)", r"(?:one\n)?two", "[\\n,]a", r"a.^", "(?!a^)b", "(?x)a ^", "a{0}b"],
)  # fmt: skip
def test_and_says_so_of_no_other(expression: str) -> None:
    assert not impossible(expression, one_line=True)


def test_a_line_end_is_possible_in_a_document() -> None:
    assert not impossible(r"one\ntwo", one_line=False)
    assert not impossible("a$\nb", one_line=False)


ATOMS = st.sampled_from(
    ["a", "b", " ", "^", "$", r"\b", r"\A", r"\Z", r"\n", "(?!)", "(?!a)", "(?=b)", ".", "[ab]", r"\s"]
)
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4).map("".join)
        | st.tuples(inner, inner).map("(?:{0[0]}|{0[1]})".format)
        | inner.map("(?:{})?".format)
        | inner.map("(?:{})+".format)
    ),
    max_leaves=8,
)


@given(EXPRESSIONS, st.text("ab \n", max_size=6))
def test_what_matches_somewhere_is_never_called_impossible(expression: str, text: str) -> None:
    if regex.search(expression, text):
        assert not impossible(expression, one_line="\n" not in text)


def test_no_shipped_expression_is_impossible() -> None:
    matchers = [(rule.id, rule.matcher) for pack in load_packs() for rule in pack.rules]
    patterns = [(name, matcher) for name, matcher in matchers if isinstance(matcher, Pattern)]
    assert len(patterns) > 100
    assert [name for name, each in patterns if impossible(each.source, one_line=each.scope != "document")] == []
