"""What a format of reports brings."""

from collections.abc import Callable
from dataclasses import dataclass

from audit.report import DocumentReport, Report


@dataclass(frozen=True, slots=True)
class Page:
    """What a report is written on: its width in terminal cells, and whether it shows colours."""

    width: int = 80
    colour: bool = False


@dataclass(frozen=True, slots=True)
class Renderer:
    """``document`` is written as soon as a document is ready, in order; ``close`` at the end of the run.

    ``streams`` tells whether ``document`` writes anything; a format that needs the whole run writes all in ``close``.
    ``texts``: whether it shows the documents' texts, which are not kept otherwise.
    """

    name: str
    summary: str
    document: Callable[[DocumentReport, Page], str]
    close: Callable[[Report, Page], str]
    streams: bool = True
    texts: bool = False


def render(renderer: Renderer, report: Report, page: Page = Page()) -> str:
    """A whole report as one string."""
    return "".join(renderer.document(document, page) for document in report.documents) + renderer.close(report, page)
