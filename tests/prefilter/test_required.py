import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from audit.fold import key
from audit.prefilter import required
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
