"""Every format becomes documents or a report of what was wrong; no bytes raise."""

import gzip
import json
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.readers import FORMATS, READERS, Unreadable, read, reader
from audit.readers.markdown import JOINER, OBJECT, prose
from audit.text import Document


def texts(path: Path) -> list[str]:
    return [
        item.text if isinstance(item, Document) else str(item.problem).replace(str(path), path.name)
        for item in read(str(path))
    ]


def written(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"abc\r\n", "abc\r\n"),
        (b"\xef\xbb\xbfabc", "abc"),
        ("سلام".encode("utf-16"), "سلام"),
        ("سلام".encode("utf-32"), "سلام"),
        (b"\xfe\xff" + "سلام".encode("utf-16-be"), "سلام"),
        (b"", "x.txt: empty"),
        (b" \n", "x.txt: empty"),
        (b"\xef\xbb\xbf", "x.txt: empty"),
        (b"ab\r\nc\rd\xe9e", "x.txt:3: not UTF-8: byte 7 is 0xe9"),
        (b"a\0b", "x.txt: not text: character 1 is NUL"),
        (
            "ab".encode("utf-16-le") + b"\xff",
            "x.txt: not text: it holds NUL bytes (UTF-16 is read by its byte order mark)",
        ),
        (b"\xff\xfea", "x.txt: not UTF-16-LE, which its mark promises: byte 2 cannot be decoded"),
    ],
)
def test_text(tmp_path: Path, raw: bytes, expected: str) -> None:
    assert texts(written(tmp_path, "x.txt", raw)) == [expected]


def test_jsonl(tmp_path: Path) -> None:
    lines = [
        '{"text": "one", "id": 7, "url": "kept by its owner"}',
        "",
        "{broken",
        "[1]",
        '{"id": "x"}',
        '{"text": 3}',
        '{"text": ""}',
        '{"text": "a\\u0000b"}',
        '{"text": "\\ud800"}',
        '{"text": "a", "language": 1}',
        '{"text": "a", "id": true}',
        '{"text": "two", "language": "ar"}',
    ]
    path = written(tmp_path, "x.jsonl", "\n".join(lines).encode())
    items = list(read(str(path)))
    documents = [item for item in items if isinstance(item, Document)]
    assert [(item.text, item.id, item.language) for item in documents] == [("one", "7", None), ("two", "line 12", "ar")]
    places = [item.problem.place for item in items if isinstance(item, Unreadable)]
    assert places == [f"{path}:{line}" for line in range(3, 12)]
    assert {item.path for item in items} == {str(path)}


def test_jsonl_with_a_mark_or_compressed(tmp_path: Path) -> None:
    line = json.dumps({"text": "نص"}, ensure_ascii=False) + "\n"
    assert texts(written(tmp_path, "a.jsonl", b"\xef\xbb\xbf" + line.encode())) == ["نص"]
    assert texts(written(tmp_path, "b.jsonl", (line * 2).encode("utf-16"))) == ["نص", "نص"]
    assert texts(written(tmp_path, "c.jsonl.gz", gzip.compress(line.encode()))) == ["نص"]
    (said,) = texts(written(tmp_path, "d.jsonl.gz", b"no archive"))
    assert said.startswith("d.jsonl.gz: damaged gzip")
    cut = gzip.compress((line * 1000).encode())[:-12]
    assert texts(written(tmp_path, "e.jsonl.gz", cut))[-1].startswith("e.jsonl.gz: damaged gzip")
    assert texts(written(tmp_path, "f.jsonl", b"\n")) == ["f.jsonl: empty"]


def test_html_keeps_furniture(tmp_path: Path) -> None:
    pytest.importorskip("resiliparse")
    page = "<html><body><nav><a>Home</a></nav><p>Main &amp; text.</p><footer>Leave a Reply</footer><script>x()</script>"
    (text,) = texts(written(tmp_path, "x.html", page.encode()))
    assert text.split() == ["Home", "Main", "&", "text.", "Leave", "a", "Reply"]
    old = b'<meta charset="windows-1256"><p>' + "سلام".encode("cp1256")
    assert texts(written(tmp_path, "y.htm", old)) == ["سلام"]
    (said,) = texts(written(tmp_path, "z.htm", b"<p>\xff</p>"))
    assert said.startswith("z.htm:1: not UTF-8")


def test_html_without_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resiliparse.extract.html2text", None)
    path = written(tmp_path, "x.html", b"<p>x</p>")
    assert texts(path) == ["x.html: HTML needs an extra: pip install 'source-audit[html]'"]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("# Title **bold**, and", "  Title jjboldjj, and"),
        ("- item\n1. first", "  item\n   first"),
        ("> quoted", "  quoted"),
        ("see [this](http://x.y/a_(b)), now", "see jthisjjjjjjjjjjjjjjjjjjj, now"),
        ("run `ls -l`, then", "run ooooooo, then"),
        ("a\n```py\nx = 1\n```\nb", "a\n     \n     \n   \nb"),
        ("---\ntitle: x\n---\ntext", "   \n        \n   \ntext"),
        ("a <!-- no\nmore --> b", "a        \n         b"),
        ("snake_case and 2 * 3", "snake_case and 2 * 3"),
        ("_this_ and ~~that~~", "jthisj and jjthatjj"),
        ("| a | b |\n|---|:--|\n| c | d |", "  a   b  \n         \n  c   d  "),
        ("Title\n=====\n\n***\n", "Title\n     \n\n   \n"),
    ],
)
def test_markdown_prose(source: str, seen: str) -> None:
    blanked = prose(source)
    assert len(blanked) == len(source)
    assert blanked.replace(JOINER, "j").replace(OBJECT, "o") == seen


@given(st.text(st.sampled_from("#*_`~[]()<>!-|: \n\rab\\")))
def test_markdown_keeps_lengths_and_lines(source: str) -> None:
    blanked = prose(source)
    assert len(blanked) == len(source)
    assert [(n, sign) for n, sign in enumerate(source) if sign in "\r\n"] == [
        (n, sign) for n, sign in enumerate(blanked) if sign in "\r\n"
    ]


@pytest.mark.parametrize("format", FORMATS)
@given(raw=st.binary())
def test_any_bytes(format: str, raw: bytes) -> None:
    for item in FORMATS[format](BytesIO(raw), "x"):
        assert isinstance(item, Unreadable) or len(item.text) == len(item.prose) > 0


def test_which_reader() -> None:
    assert reader("a.TXT") is READERS[".txt"]
    assert reader("a.b.jsonl.gz") is READERS[".jsonl.gz"]
    assert reader("a.docx") is None
    assert reader(".txt") is None
    (item,) = read("a.docx")
    assert isinstance(item, Unreadable)
    (item,) = read("missing.txt")
    assert isinstance(item, Unreadable)
    assert "No such file" in item.problem.message


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_indented_code_is_no_prose_but_the_paragraph_of_a_list_is(end: str) -> None:
    text = f"Run this:{end}{end}    code ,here the the{end}{end}\tmore code{end}{end}Then it ends.{end}"
    assert prose(text).split() == ["Run", "this:", "Then", "it", "ends."]
    assert len(prose(text)) == len(text)
    listed = f"1. First point.{end}{end}    It goes on here.{end}{end}    And here.{end}"
    assert "It goes on here." in prose(listed)
    assert "And here." in prose(listed)
    assert "still text" in prose(f"A line{end}    still text{end}")
