"""The page without a browser: what it holds, how it is escaped, what it counts."""

import json
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.finding import CATEGORIES
from audit.renderers import RENDERERS, Page
from audit.renderers.html import dashboard
from audit.renderers.html import page as pages
from audit.renderers.html.lines import pieces
from audit.renderers.html.page import DATA, page
from audit.renderers.html.visible import direction, prose, visible
from audit.renderers.renderer import render
from audit.report import Report
from audit.text import Span
from tests.renderers.pages import (
    ARABIC_TEXT,
    HOSTILE,
    PATH,
    audited,
    hostile_report,
    large_report,
    report,
    small_report,
    with_states,
)

CSS = (DATA / "report.css").read_text(encoding="utf-8")


class Read(HTMLParser):
    """The elements of a page, its texts by element, and its lines."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.lines: list[str] = []
        self.open: list[str] = []
        self.in_text = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "input"):
            self.open.append(tag)
        if tag == "ol" and dict(attrs).get("class") == "text":
            self.in_text = True
        if tag == "li" and self.in_text:
            self.lines.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag
        if tag == "ol":
            self.in_text = False

    def handle_data(self, data: str) -> None:
        self.texts.append((self.open[-1] if self.open else "", data))
        if self.in_text and data != "\n":
            self.lines[-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_one_file_that_asks_for_nothing() -> None:
    source = render(RENDERERS["html"], small_report(), Page())
    read = Read(source)
    assert read.open == []
    assert source.startswith("<!DOCTYPE html>\n")
    addresses = {
        value for _, attributes in read.elements for name, value in attributes.items() if name in ("href", "src")
    }
    assert {address for address in addresses if address and not address.startswith("#")} == {"data:,"}
    assert "@import" not in CSS
    assert "url(" not in CSS


def test_every_link_has_its_target() -> None:
    for shown in (small_report(), hostile_report(), with_states()):
        read = Read(page(shown))
        names = [attributes["id"] for _, attributes in read.elements if attributes.get("id")]
        assert len(names) == len(set(names))
        for link in read.all("a"):
            assert link["href"] is not None
            assert link["href"][1:] in names


def test_the_policy_names_the_page_s_own_script_and_style_only() -> None:
    source = page(hostile_report())
    (policy,) = (meta["content"] for meta in Read(source).all("meta") if "http-equiv" in meta)
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    for name, element in (("style-src", "style"), ("script-src", "script")):
        said = source.rpartition(f"<{element}>")[2] if element == "script" else source.partition(f"<{element}>")[2]
        said = said.partition(f"</{element}>")[0]
        assert rules[name] == f"'sha256-{b64encode(sha256(said.encode()).digest()).decode()}'"


@pytest.mark.parametrize("small", [pages.SMALL, 0])
def test_hostile_text_stays_text(small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SMALL", small)
    source = page(hostile_report())
    read = Read(source)
    assert len(read.all("script")) == source.count("</script") == (2 if small else 3)
    assert len(read.all("style")) == source.count("</style") == 1
    assert not read.all("img")
    assert not read.all("i") or all(set(each) == {"class"} for each in read.all("i"))
    for tag, attributes in read.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
    assert "hit()</script>" not in source.replace("&lt;/script&gt;", "")
    if not small:
        (section,) = (text for tag, text in read.texts if tag == "script" and text.startswith("<article"))
        read = Read(section)
    said = HOSTILE.replace("\N{LINE SEPARATOR}", "LS").replace("\x1b", "␛")
    said = said.replace("\N{RIGHT-TO-LEFT OVERRIDE}", "RLO").replace("\N{ZERO WIDTH SPACE}", "ZWSP")
    assert read.lines == said.splitlines()


def test_what_packs_and_paths_say_is_shown_as_it_is() -> None:
    texts = "".join(text for tag, text in Read(page(hostile_report())).texts if tag not in ("script", "style"))
    for said in (PATH, "Nobody <b onclick=hit()>shouts</b>", "<script>hit()</script> “STOP” & more", "no <i>UTF-8</i>"):
        assert said in texts
    for said in ("gone<b>.txt:3", "<b>skipped</b>.bin", "<b>here</b>:3", "en.<b>", "</title><script>hit()</script>"):
        assert said in texts


def test_data_for_the_script_cannot_end_it() -> None:
    source = page(hostile_report())
    data = source.partition('id="data">')[2].partition("</script>")[0]
    assert "<" not in data
    facets = json.loads(data)["facets"]
    assert facets[0] == ["dates", "en.dates.at-once", "minor", ""] or facets[0][1] == "en.house.shouted"


def test_overlapping_findings_share_their_text() -> None:
    source = page(report([audited("They said STOP at once.", "a.txt")]))
    marks = re.findall(
        r'<a class="(m [^"]*)" (?:id="(t[^"]*)"|tabindex="-1") href="#(f[^"]*)" data-n="([^"]*)">(.*?)</a>', source
    )
    assert [(mark[0], mark[3], mark[4]) for mark in marks] == [
        ("m c-typography s-major over", marks[0][3], "STOP"),
        ("m c-dates s-minor", marks[1][3], " at once"),
    ]
    assert set(marks[0][3].split()) == {"1", "2"}
    assert marks[1][1] == ""


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), max_size=8)


@given(st.text("ab\r\n", max_size=40), SPANS)
def test_pieces_are_the_text_and_know_what_covers_them(text: str, drawn: list[tuple[int, int]]) -> None:
    spans: list[Span | None] = [Span(start, start + size) for start, size in drawn if start + size <= len(text)]
    lines = list(pieces(text, [*spans, None]))
    assert ["".join(piece.text for piece in line) for line in lines] == re.split("\r\n|\r|\n", text)
    first = [number for line in lines for piece in line for number in piece.first]
    assert len(first) == len(set(first))
    shown = {number for line in lines for piece in line for number in piece.covers}
    assert shown == set(first)
    at = 0
    for line in lines:
        for piece in line:
            for offset in range(at, at + len(piece.text)):
                covers = {n for n, span in enumerate(spans) if span is not None and span.start <= offset < span.end}
                assert covers == set(piece.covers)
            at += len(piece.text)
        at += 2 if text[at : at + 2] == "\r\n" else 1


def test_nothing_stays_unseen() -> None:
    assert visible("a\x00b\N{LEFT-TO-RIGHT MARK}<") == (
        'a<span class="z" title="U+0000">␀</span>b'
        '<span class="z" title="U+200E LEFT-TO-RIGHT MARK">LRM</span>&lt;'
    )  # fmt: skip
    joined = "می\N{ZERO WIDTH NON-JOINER}شود"
    assert visible(joined) == f'می<span class="j" title="U+200C ZERO WIDTH NON-JOINER">{joined[2]}</span>شود'
    assert visible("tab\tand \N{ARABIC NUMBER SIGN}12") == "tab\tand \N{ARABIC NUMBER SIGN}12"
    assert ">U+D800<" in visible("\ud800")
    assert ">U+E0041<" in visible("\N{TAG LATIN CAPITAL LETTER A}")


def test_no_mark_of_direction_reaches_the_page() -> None:
    source = page(hostile_report())
    assert not re.search("[\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u200b\x1b]", source)


@pytest.mark.parametrize(
    ("text", "base", "way"),
    [
        ("WhatsApp شارك هذا الخبر", "rtl", "rtl"),
        ("All rights reserved", "rtl", "ltr"),
        ("قال", "ltr", "rtl"),
        ("the Arabic word قال", "ltr", "ltr"),
        ("2020-01-03 (12)", "rtl", None),
        ("", "ltr", None),
        ("שלום", "ltr", "rtl"),
    ],
)
def test_which_way_a_line_runs(text: str, base: str, way: str | None) -> None:
    assert direction(text, base) == way


def test_an_arabic_document_runs_from_the_right() -> None:
    source = page(report([audited(ARABIC_TEXT, "a.txt", "ar")]))
    assert '<ol class="text" dir="rtl" lang="ar">' in source
    lines = re.findall("<li><p(.*?)>(.*?)</p></li>", source)
    assert [attributes for attributes, _ in lines] == ["", "", "", ' dir="ltr" lang=""', "", ""]


def test_quotations_keep_to_themselves_in_a_sentence() -> None:
    assert prose("“STOP <b>” and قال كلمة", "STOP <b>") == "“<bdi>STOP &lt;b&gt;</bdi>” and <bdi>قال كلمة</bdi>"


def test_the_numbers_of_the_dashboard() -> None:
    documents = small_report().documents
    spread = dashboard.columns(documents)
    assert sum(column.documents for column in spread) == 4
    assert spread[-1].documents >= 1
    assert (spread[0].low, spread[-1].low, spread[-1].grade) == (0, 95, "A")
    rows = {row.name: row for row in dashboard.categories(documents)}
    assert rows["mistranslation"].findings == sum(len(document.findings) for document in documents[1:2])
    assert rows["typography"].documents == 2
    assert dict(dashboard.grades(documents))["A"] >= 1
    (first, *_) = dashboard.rules(small_report())
    assert (first.name, first.share, first.why) == ("ar.mistranslation.shouted", 1.0, "Once is enough.")


def test_a_gate_tells_what_would_pass_it() -> None:
    source = page(small_report())
    assert "Failed: " in source
    assert re.search(r"<bdi>arabic.txt</bdi></a></p>\n<p>score [\d.]+ is [\d.]+ under 70</p>", source)
    assert re.search(r"Would pass without \d+ findings?: \d+&nbsp;&times; ar.mistranslation.shouted", source)
    assert 'href="#f2-1"' in source
    assert "misses the gate" in source


def test_states_and_reasons_are_told() -> None:
    source = page(with_states())
    assert "1 new, 1 known, 1 suppressed, 0 mended" in source
    assert "suppressed: the &lt;b&gt;minister&lt;/b&gt; did shout" in source
    assert source.count(" taken") == 2


def test_a_run_of_nothing_has_a_page() -> None:
    source = page(Report("1", (), ()))
    assert "nothing could be read" in source
    assert Read(source).open == []


def test_texts_of_a_large_run_wait_to_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    many = large_report(30)
    whole = page(many)
    assert whole.count("<article") == 30
    monkeypatch.setattr(pages, "SMALL", 1000)
    lazy = page(many)
    assert lazy.count('<script type="text/plain"') == 30
    assert lazy.partition('<dialog id="help"')[0].count("<article") == 0
    assert page(many) == lazy


def test_a_report_without_texts_has_its_findings() -> None:
    (document,) = report([audited("They said STOP.", "a.txt")]).documents
    source = page(report([replace(document, text=None)]))
    assert 'class="text"' not in source.partition("</style>")[2].partition("<script>")[0]
    assert "1 finding" in source


def test_the_template_engine_is_loaded_only_for_a_page() -> None:
    code = "import sys, audit.choices, audit.renderers; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"


# ---- colours


def _palette() -> dict[str, tuple[str, str]]:
    return {
        name: (light, dark) for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", CSS)
    }


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


WASHES = tuple(f"{name}-wash" for name in (*CATEGORIES, "own"))
WORDS = ("ink", "quiet", "link", "A", "B", "C", "D", "E", "info", "minor", "major", "critical")
PAIRS = [(word, ground) for word in WORDS for ground in ("paper", "sheet")] + [
    ("ink", ground) for ground in (*WASHES, "chosen", "hit")
]


@pytest.mark.parametrize(("word", "ground"), PAIRS)
def test_words_stand_out(word: str, ground: str) -> None:
    palette = _palette()
    for scheme in (0, 1):
        assert _contrast(palette[word][scheme], palette[ground][scheme]) >= 4.5


@pytest.mark.parametrize("name", [*CATEGORIES, "own", "edge", "focus"])
def test_lines_stand_out(name: str) -> None:
    palette = _palette()
    for scheme in (0, 1):
        assert _contrast(palette[name][scheme], palette["sheet"][scheme]) >= 3


def test_every_category_has_its_colour_and_its_line() -> None:
    for name in (*CATEGORIES, "own"):
        assert f".c-{name} {{ --hue: var(--{name}); --wash: var(--{name}-wash); --under: " in CSS
