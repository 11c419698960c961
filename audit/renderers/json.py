"""One JSON object for the whole run; its shape is `docs/report.schema.json`."""

from json import dumps

from audit.renderers.renderer import Page, Renderer
from audit.report import DocumentReport, Report, report_dict


def _document(_: DocumentReport, _page: Page) -> str:
    return ""


def _close(report: Report, _page: Page) -> str:
    return dumps(report_dict(report), ensure_ascii=False, indent=2) + "\n"


RENDERER = Renderer("json", "one JSON object for the run", _document, _close, streams=False)
