"""Line roles."""

from audit.text import plain
from audit.view import View
from audit.zones import Zone

PARAGRAPH = "The ministers met on Sunday in the capital and agreed on a new plan for the river."


def zones(*lines: str) -> list[Zone]:
    return [line.zone for line in View(plain("\n".join(lines)), "en").lines]


def test_page() -> None:
    assert zones(
        "News", "Ministers agree on a plan", "By Ann Lee", PARAGRAPH, "A new plan", PARAGRAPH, "Read more"
    ) == [
        Zone.HEAD,
        Zone.TITLE,
        Zone.HEAD,
        Zone.BODY,
        Zone.BODY,
        Zone.BODY,
        Zone.TAIL,
    ]


def test_text_without_furniture() -> None:
    assert zones(PARAGRAPH, PARAGRAPH) == [Zone.BODY, Zone.BODY]


def test_no_paragraph_at_all() -> None:
    assert zones("Home", "News") == [Zone.TITLE, Zone.HEAD]
