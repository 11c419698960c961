"""The formats of reports, one file each. A new format is one file and one name in this table."""

from collections.abc import Mapping
from typing import Final

from audit.renderers import github, gitlab, html, json, jsonl, junit, markdown, sarif, text
from audit.renderers.renderer import Page, Renderer

RENDERERS: Final[Mapping[str, Renderer]] = {
    module.RENDERER.name: module.RENDERER
    for module in (text, html, json, jsonl, markdown, sarif, junit, github, gitlab)
}

__all__ = ["RENDERERS", "Page", "Renderer"]
