"""A JSON object a line for each document, as soon as it is ready."""

from json import dumps

from audit.renderers.renderer import Page, Renderer
from audit.report import DocumentReport, Report, document_dict


def _document(document: DocumentReport, _page: Page) -> str:
    return dumps(document_dict(document), ensure_ascii=False) + "\n"


def _close(_report: Report, _page: Page) -> str:
    return ""


RENDERER = Renderer("jsonl", "a JSON object a line for each document, as soon as it is ready", _document, _close)
