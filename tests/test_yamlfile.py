import pytest

from audit.errors import AuditError
from audit.yamlfile import DEEPEST, read_yaml


def test_no_scalar_is_guessed() -> None:
    source = read_yaml("p.yaml", "a: no\nb: [12:30, 2023-02-30, 017, ~]\nc:\n")
    assert source.data == {"a": "no", "b": ["12:30", "2023-02-30", "017", "~"], "c": ""}


def test_every_value_and_key_knows_its_place() -> None:
    source = read_yaml("p.yaml", "a:\n  - b: x\n    c: y\n")
    assert source.place(("a", 0, "c")) == "p.yaml:3:8"
    assert source.place(("a", 0, "c"), key=True) == "p.yaml:3:5"
    assert source.place(("a", 0, "missing")) == "p.yaml:2:5"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2\n", "p.yaml:2:1: 'a' is given twice"),
        ("a: &x 1\nb: *x\n", "p.yaml:1:4: anchors and aliases are not allowed in packs"),
        ("a: 1\n---\nb: 2\n", "p.yaml:2:1: a second document ('---') in one file"),
        ("a: [1\n", "p.yaml:2:1: not YAML: did not find expected ',' or ']'"),
        ("a: [1]: 2\n", "p.yaml:1:7: not YAML: mapping values are not allowed in this context"),
        ("[a, b]: 2\n", "p.yaml:1:1: a key must be a plain word"),
        ("[" * 100_000, f"p.yaml:1:{DEEPEST + 1}: nested deeper than {DEEPEST} levels"),
        ("a: \x00", "p.yaml: not YAML: unacceptable character"),
    ],
)
def test_what_is_refused_is_named_with_its_place(text: str, message: str) -> None:
    with pytest.raises(AuditError) as caught:
        read_yaml("p.yaml", text)
    assert str(caught.value).startswith(message)


def test_every_doubled_key_is_reported() -> None:
    with pytest.raises(AuditError) as caught:
        read_yaml("p.yaml", "a: 1\na: 2\nb: {c: 1, c: 2}\n")
    assert len(caught.value.problems) == 2
