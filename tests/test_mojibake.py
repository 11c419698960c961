"""Damaged encodings are found, repaired where that is possible, and honest text is left alone."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import mojibake

CASES = Path(__file__).parents[1] / ".." / "shared" / "eval" / "mojibake.jsonl.gz"

HONEST = [
    "Il a modifié « son avis » : « à bientôt… »",
    "A CONCLUSÃO É: NÃO… IRMÃ”",
    "ВІКІ — це вікі; Різдво у Києві, О’Нілл",
    "عکس‌های طلایی غلام، طلا و ظهر",
    "Ångström, Übergröße, Šárka, Łódź, Ğ ş ı",
    "12 × 4 = 48 – “so” he said … €5",
    "─┬┐ a table ├──┤",
    "2012—∞ and ∆°",
]


def repaired(text: str) -> str:
    for damage in reversed(mojibake.find(text)):
        assert damage.repaired is not None
        text = text[: damage.span.start] + damage.repaired + text[damage.span.end :]
    return text


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1250", "mac-roman"])
@pytest.mark.parametrize("text", ["Die Straße ist für Fußgänger gesperrt.", "café – déjà vu", "“It’s”"])
def test_utf8_read_as_another_encoding(text: str, codec: str) -> None:
    try:
        damaged = text.encode().decode(codec)
    except UnicodeDecodeError:
        pytest.skip("the encoding has no character for a byte")
    assert repaired(damaged) == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("السلام عليكم ورحمة الله", "cp1256"),
        ("السلام عليكم", "latin-1"),
        ("Добрый вечер, друзья", "cp1251"),
        ("Добрый вечер", "koi8-r"),
        ("Καλημέρα κόσμε", "latin-1"),
        ("שלום לכולם", "latin-1"),
        ("日本語の文章", "latin-1"),
    ],
)
def test_whole_texts(text: str, codec: str) -> None:
    damaged = text.encode().decode(codec)
    assert len(mojibake.find(damaged)) == 1
    assert repaired(damaged) == text


def test_twice_damaged() -> None:
    damaged = "naïve café".encode().decode("latin-1").encode().decode("latin-1")
    assert repaired(damaged) == "naïve café"


def test_old_arabic_read_as_latin() -> None:
    text = "السلام عليكم ورحمة الله في البيت"
    (damage,) = mojibake.find(text.encode("cp1256").decode("latin-1"))
    assert damage.repaired == text


def test_lost_bytes_stay_lost() -> None:
    (damage,) = mojibake.find("Ð¿Ñ�Ð¸Ð²ÐµÑ‚")
    assert damage.repaired == "п\N{REPLACEMENT CHARACTER}ивет"


@pytest.mark.parametrize("text", HONEST)
def test_honest_text(text: str) -> None:
    assert mojibake.find(text) == []


@given(st.text())
def test_places_are_in_order_and_apart(text: str) -> None:
    reach = 0
    for (start, end), _ in mojibake.find(text):
        assert reach <= start < end <= len(text)
        reach = end


@given(st.text(st.sampled_from("éèüöäßçñ –’“”aeiou tns"), min_size=1))
def test_what_is_repaired_is_what_was(text: str) -> None:
    damaged = text.encode().decode("latin-1")
    for (start, end), fixed in mojibake.find(damaged):
        if fixed is not None:
            assert fixed in text or damaged[start:end].encode("latin-1").decode("utf-8", "ignore") != ""


@pytest.mark.skipif(not CASES.exists(), reason="needs the evaluation texts")
def test_real_cases() -> None:
    found = {"mojibake": 0, "clean": 0}
    rows = {"mojibake": 0, "clean": 0}
    with gzip.open(CASES, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            rows[row["label"]] += 1
            found[row["label"]] += bool(mojibake.find(row["text"]))
    assert found["mojibake"] >= 0.95 * rows["mojibake"]
    assert found["clean"] <= 1
