"""The page in a browser: no error, nothing hostile runs, filters, sorting, keys, directions, accessibility."""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from audit.renderers.html import page as pages
from audit.report import Report
from tests.renderers.pages import hostile_report, large_report, small_report, with_states

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")

if CHROMIUM is None or find_spec("playwright") is None:
    pytest.skip("needs chromium and playwright", allow_module_level=True)

from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright  # noqa: E402

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ARABIC = 2
"""The number of the Arabic document in the small report."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


class Opened:
    """A report opened in a page of its own. What goes wrong in it is remembered, and so is what it asks for."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.pages: list[Page] = []

    def __call__(self, report: Report, width: int = 1280, scheme: str = "light", anchor: str = "") -> Page:
        path = self.folder / "report.html"
        path.write_text(pages.page(report), encoding="utf-8", errors="backslashreplace")
        page = self.browser.new_page(
            viewport={"width": width, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        self.pages.append(page)
        page.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append(dialog.message))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(path.as_uri() + anchor)
        return page

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(browser, tmp_path)
    yield opened
    for page in opened.pages:
        page.close()
    assert opened.wrong == []
    assert {address for address in opened.asked if not address.startswith(("file:", "data:"))} == set()


def rows(page: Page) -> list[str]:
    """The names in the table, as they stand."""
    return [name.strip() for name in page.locator(".list tbody tr:visible .name").all_inner_texts()]


@pytest.mark.parametrize("small", [pages.SMALL, 0])
def test_hostile_text_runs_no_script(opened: Opened, small: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SMALL", small)
    page = opened(hostile_report(), anchor="#d1")
    expect(page.locator("#d1")).to_be_visible()
    for details in page.locator("details").all():
        details.evaluate("element => { element.open = true; }")
    page.locator("#d1 .m").first.click()
    page.keyboard.press("j")
    page.locator("#q").fill("<img src=x onerror=hit()>")
    expect(page.locator("#count")).to_contain_text("in 1 of 2 documents")
    page.locator("#rule").select_option("en.house.shouted")
    assert page.evaluate("window.hits") == 0
    assert page.locator("img").count() == 0
    assert "</script><script>hit()</script><!-- <script> -->" in page.locator("#d1 .text").inner_text()


def test_filters_leave_what_fits(opened: Opened) -> None:
    page = opened(small_report())
    assert len(rows(page)) == 4
    page.locator("#category").select_option("mistranslation")
    assert rows(page)[0].startswith("arabic.txt")
    assert page.locator(".doc:visible").count() == 1
    page.locator("#severity").select_option("major")
    assert rows(page) == []
    expect(page.locator("#count")).to_have_text("0 findings in 0 of 4 documents")
    page.locator("#clear").click()
    expect(page.locator("#count")).to_contain_text("in 4 documents")
    page.locator("#rule").select_option("en.house.shouted")
    assert page.locator("#d1 .f:visible").count() < page.locator("#d1 .f").count()
    expect(page.locator("#d1 .m[data-n='1 2'], #d1 .m[data-n='2 1']").first).to_have_class(
        "m c-typography s-major over"
    )
    page.locator("#rule").select_option("en.dates.at-once")
    expect(page.locator("#d1 .m.c-dates").first).to_have_text("STOP")
    page.keyboard.press("Escape")


def test_search_knows_spellings_of_arabic(opened: Opened) -> None:
    page = opened(small_report())
    page.locator("#q").fill("اطلاق")
    expect(page.locator("#count")).to_contain_text("in 1 of 4 documents")
    assert page.evaluate("CSS.highlights.get('found').size") == 2
    page.locator("#q").fill("CLEAN.TXT")
    expect(page.locator("#count")).to_contain_text("in 1 of 4 documents")
    page.locator("#q").fill("(not) a [pattern")
    expect(page.locator("#count")).to_contain_text("in 0 of 4 documents")
    page.locator("#q").press("Escape")
    expect(page.locator("#q")).to_have_value("")
    assert len(rows(page)) == 4


def test_states_are_filtered(opened: Opened) -> None:
    page = opened(with_states())
    page.locator("#state").select_option("known")
    assert page.locator(".f:visible").count() == 1
    assert page.locator(".m.off").count() == 2


def test_the_table_is_sorted_by_a_press(opened: Opened) -> None:
    page = opened(small_report())
    head = page.locator("th", has=page.locator(".sort[data-key=score]"))
    expect(head).to_have_attribute("aria-sort", "ascending")
    worst = rows(page)[0]
    head.locator("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert rows(page)[-1] == worst
    page.locator(".sort[data-key=path]").click()
    assert [name.split()[0] for name in rows(page)][1:] == ["arabic.txt", "clean.txt", "english.txt"]
    assert page.locator("th[aria-sort]").count() == 1


def test_keys_walk_through_findings(opened: Opened) -> None:
    page = opened(small_report())
    first = page.locator(".doc").first
    page.keyboard.press("j")
    expect(first.locator(".f").first).to_have_class("f c-mistranslation chosen")
    assert page.evaluate("document.activeElement.className").startswith("m c-mistranslation")
    page.keyboard.press("ArrowDown")
    expect(first.locator(".f.chosen")).to_have_attribute("data-i", "2")
    page.keyboard.press("k")
    expect(first.locator(".f.chosen")).to_have_attribute("data-i", "1")
    for _ in range(first.locator(".f").count()):
        page.keyboard.press("j")
    expect(page.locator(".doc").nth(1).locator(".f.chosen")).to_have_attribute("data-i", "1")
    page.keyboard.press("Escape")
    assert page.locator(".chosen").count() == 0
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("j?")
    expect(page.locator("#q")).to_have_value("j?")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).not_to_be_visible()


def test_marks_and_cards_lead_to_each_other(opened: Opened) -> None:
    page = opened(small_report())
    mark = page.locator(f"#d{ARABIC} .m").first
    mark.click()
    expect(page.locator(f"#d{ARABIC} .f.chosen")).to_have_count(1)
    chosen = page.locator(f"#d{ARABIC} .f.chosen").get_attribute("data-i")
    mark.click()
    assert page.locator(f"#d{ARABIC} .f.chosen").get_attribute("data-i") != chosen or " " not in (
        mark.get_attribute("data-n") or ""
    )
    page.locator(f"#d{ARABIC} .f .at").last.click()
    expect(page.locator(f"#d{ARABIC} .m.chosen").first).to_be_focused()
    expect(page.locator(f"#d{ARABIC} .m.chosen").first).to_be_in_viewport()


def test_everything_is_reached_by_the_tabulator(opened: Opened) -> None:
    page = opened(small_report())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("(e => e.id || e.dataset.key || e.className || e.tagName)(document.activeElement)"))
        if seen[-1] == "BODY":
            break
    for name in ("theme", "keys", "q", "category", "severity", "rule", "score", "at"):
        assert name in seen, name
    assert any(name.startswith("t2-") for name in seen)
    outline = page.evaluate(
        "(e => { e.focus(); return getComputedStyle(e).outlineStyle; })(document.querySelector('#q'))"
    )
    assert outline == "solid"


def test_an_arabic_document_runs_from_the_right(opened: Opened) -> None:
    page = opened(small_report(), anchor=f"#d{ARABIC}")
    text = page.locator(f"#d{ARABIC} .text")
    assert text.evaluate("element => getComputedStyle(element).direction") == "rtl"
    lines = text.locator("p")
    ways = lines.evaluate_all("all => all.map((one) => getComputedStyle(one).direction)")
    assert ways == ["rtl", "rtl", "rtl", "ltr", "rtl", "rtl"]
    # The name that begins the second line stands at its right end.
    edges = lines.nth(1).evaluate(
        """line => {
          const range = document.createRange();
          range.setStart(line.firstChild, 0);
          range.setEnd(line.firstChild, 8);
          return [range.getBoundingClientRect().right, line.getBoundingClientRect().right];
        }"""
    )
    assert abs(edges[0] - edges[1]) < 2
    assert page.locator("#d4 .text").evaluate("element => getComputedStyle(element).direction") == "ltr"


def test_a_large_run_opens_one_document_at_a_time(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SMALL", 0)
    page = opened(large_report(250))
    assert page.locator(".doc").count() == 0
    assert len(rows(page)) == 100
    page.locator("#more").click()
    assert len(rows(page)) == 200
    page.locator(".list tbody tr a").first.click()
    expect(page.locator(".doc")).to_have_count(1)
    before = page.locator(".doc").get_attribute("data-d")
    page.keyboard.press("]")
    expect(page.locator(".doc")).to_have_count(1)
    assert page.locator(".doc").get_attribute("data-d") != before
    page.keyboard.press("[")
    expect(page.locator(f"#d{before}")).to_be_visible()
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator(".f.chosen")).to_have_count(1)
    page.locator("#q").fill("document 42 said")
    expect(page.locator("#count")).to_contain_text("in 1 of 250 documents")
    assert [name.split()[-1] for name in rows(page)] == ["42"]


def test_a_large_run_prints_every_document(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "SMALL", 0)
    page = opened(large_report(12))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".doc").count() == 12
    assert page.locator(".filters").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".doc").count() == 0


@pytest.mark.parametrize("width", [320, 375, 768])
def test_a_narrow_page_does_not_scroll_sideways(opened: Opened, width: int) -> None:
    page = opened(small_report(), width=width)
    page.keyboard.press("j")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_phone_the_chosen_finding_stays_in_sight(opened: Opened) -> None:
    page = opened(small_report(), width=375)
    page.locator(f"#d{ARABIC} .m").first.click()
    chosen = page.locator(".f.chosen")
    expect(chosen).to_be_in_viewport(ratio=1)
    first = chosen.get_attribute("id")
    chosen.get_by_role("button", name="Next").click()
    assert page.locator(".f.chosen").get_attribute("id") != first


def test_the_theme_is_switched(opened: Opened) -> None:
    page = opened(small_report())
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("#theme").click()
    page.locator("#theme").click()
    expect(page.locator("#theme")).to_have_text("Theme: dark")
    assert page.evaluate(ground) != light
    page.reload()
    expect(page.locator("#theme")).to_have_text("Theme: dark")


def test_without_a_script_there_is_the_table_and_the_texts(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(pages.page(small_report()), encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    expect(page.locator(".list tbody tr")).to_have_count(4)
    expect(page.locator(".doc").first).to_be_visible()
    expect(page.locator(".filters")).not_to_be_visible()
    page.locator(f"#d{ARABIC} .m").first.click()
    assert page.url.endswith(f"#f{ARABIC}-{page.locator(f'#d{ARABIC} .m').first.get_attribute('data-n').split()[0]}")  # type: ignore[union-attr]
    context.close()


@pytest.mark.skipif(find_spec("axe_core_python") is None, reason="needs axe-core-python")
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (375, "light")])
@pytest.mark.parametrize("shown", [small_report, with_states])
def test_axe_finds_no_fault(opened: Opened, shown: Callable[[], Report], width: int, scheme: str) -> None:
    from axe_core_python import base

    page = opened(shown(), width=width, scheme=scheme)
    page.keyboard.press("j")
    page.evaluate((Path(base.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document)")
    faults = [(fault["id"], [node["html"] for node in fault["nodes"]][:3]) for fault in found["violations"]]
    assert faults == []
