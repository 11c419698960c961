"""For people in a browser: one file that holds the whole report, with the texts, and asks the network for nothing."""

from audit.renderers.renderer import Page, Renderer
from audit.report import DocumentReport, Report


def _document(_: DocumentReport, _page: Page) -> str:
    return ""


def _close(report: Report, _page: Page) -> str:
    # Imported when needed: most runs write no page, and the template engine takes as long to load as a page to audit.
    from audit.renderers.html.page import page

    return page(report)


RENDERER = Renderer("html", "a page for the browser, with the texts", _document, _close, streams=False, texts=True)
