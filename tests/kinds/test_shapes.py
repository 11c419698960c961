"""Kinds that look at the shape and the order of lines: `run`, `crowd`, `empty`, `unstopped`, `after`, `prefix`."""

from collections.abc import Mapping
from typing import Any

import pytest

from audit.kind import Context, OptionError
from audit.kinds import after, crowd, empty, prefix, run, unstopped
from audit.text import plain
from audit.view import View

CONTEXT = Context("any", {}, eager=True)
PARAGRAPHS = [
    "The ministers met on Sunday in the capital and agreed on a new plan for the old river.",
    "The plan will cost two million a year until the end of the decade, the minister said.",
    "Work begins in the spring of next year, when the water is low and the fields are dry.",
    "The opposition called the plan too expensive and asked for a vote of the whole parliament.",
]


def found(kind: Any, options: Mapping[str, object], text: str) -> list[str]:
    matcher = kind.build(kind.Options.model_validate(options), CONTEXT)
    view = View(plain(text), "en")
    return [text[slice(*match.span)] for match in matcher.find(view, None)]


def test_run_of_short_lines() -> None:
    menu = ["Home", "Politics", "Sport", "Weather"]
    assert found(run, {"least_lines": 4}, "\n".join([*menu, *PARAGRAPHS])) == menu
    assert found(run, {"least_lines": 5}, "\n".join([*menu, *PARAGRAPHS])) == []


def test_run_spares_the_title_and_sentences() -> None:
    text = "\n".join(["Home", "News", "New bridge opens today", "3", "34", *PARAGRAPHS])
    assert found(run, {"least_lines": 4}, text) == ["Home", "News", "3", "34"]
    assert found(run, {"least_lines": 3}, "He came.\nHe saw.\nHe won.") == []


def test_unstopped_line_among_paragraphs() -> None:
    headline = "Mayor resigns after vote on the harbour bridge fails again"
    text = "\n".join([*PARAGRAPHS[:2], headline, *PARAGRAPHS[2:]])
    assert found(unstopped, {}, text) == [headline]
    assert found(unstopped, {"unlike": "^Mayor"}, text) == []
    assert found(unstopped, {"like": r"\d"}, text) == []


@pytest.mark.parametrize(
    "line", ["A new plan", "- first point of a list that has no stop", "The reasons for the plan were these:"]
)
def test_unstopped_lines_of_the_text_itself(line: str) -> None:
    assert found(unstopped, {}, "\n".join([*PARAGRAPHS[:2], line, *PARAGRAPHS[2:]])) == []


def test_text_that_never_stops() -> None:
    bare = [paragraph.rstrip(".") for paragraph in PARAGRAPHS]
    assert found(unstopped, {}, "\n".join([*bare, PARAGRAPHS[0]])) == []


def test_after_a_heading() -> None:
    options = {"lines": ["Related articles"]}
    links = ["Mayor resigns after vote", "Five recipes for the spring"]
    assert found(after, options, "\n".join([PARAGRAPHS[0], "Related Articles:", *links, *PARAGRAPHS[1:]])) == links
    assert found(after, options, "\n".join(["Related Articles:", *PARAGRAPHS])) == []
    assert found(after, {**options, "most_lines": 1}, "\n".join(["Related articles", *links])) == links[:1]


def test_line_that_the_next_repeats() -> None:
    text = "Workers plant trees by the river\nWorkers plant trees by the river (Reuters)\nWorkers plant"
    assert found(prefix, {"added": r"\s\(\w+\)"}, text) == ["Workers plant trees by the river"]
    assert found(prefix, {"added": r"\s\d+"}, text) == []


@pytest.mark.parametrize(("kind", "options"), [(unstopped, {"like": "("}), (prefix, {"added": "("})])
def test_expressions_are_checked(kind: Any, options: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        found(kind, options, "x")


def crowds(text: str, **options: int) -> list[str]:
    matcher = crowd.build(crowd.Options.model_validate({"least_lines": 3, **options}), CONTEXT)
    matches = list(matcher.find(View(plain(text), "en"), None))
    assert all(match.span is None for match in matches)
    return [match.values["count"] for match in matches]


def test_crowd_of_labels() -> None:
    text = "\n".join(["Home", "News", *PARAGRAPHS, "Tags", "Next"])
    assert crowds(text) == ["4"]
    assert crowds(text, least_lines=5) == []
    assert crowds(text, most_lines=3) == []
    assert crowds(text, most_words=1) == ["4"]


def test_headings_list_items_and_announcements_are_no_labels() -> None:
    headings = [line for paragraph in PARAGRAPHS for line in ("The plan", paragraph)]
    assert crowds("\n".join([PARAGRAPHS[0], *headings])) == []
    assert crowds("\n".join([PARAGRAPHS[0], "- salt", "- oil", "1. bread", "* wine", PARAGRAPHS[1]])) == []
    assert crowds("\n".join([PARAGRAPHS[0], "Ann:", "Ben:", "Cat:", "Dan:", PARAGRAPHS[1]])) == []


def test_crowd_bounds_agree() -> None:
    with pytest.raises(OptionError, match="least_lines"):
        crowd.build(crowd.Options(least_lines=3, most_lines=2), CONTEXT)


FRAME = ["Home", "Politics", "Sport", "Weather", "Recipes", "Privacy policy", "© The Valley News"]
NOTICE = "We use cookies so that our partners can show you what may please you, and to count our visitors."


def bare(*lines: str) -> int:
    options = {"wordings": ["cookies", "©", "Privacy policy"], "headings": ["About us"], "least_words": 20}
    matcher = empty.build(empty.Options.model_validate(options), CONTEXT)
    return len(list(matcher.find(View(plain("\n".join(lines)), "en"), None)))


def test_a_page_of_furniture_is_empty() -> None:
    assert bare(*FRAME, NOTICE) == 1
    assert bare(*FRAME, NOTICE, "The ministers met on Sunday in the capital and agreed on a new plan for…") == 1
    assert bare(*FRAME, NOTICE, "About us", PARAGRAPHS[0]) == 1


def test_a_page_with_one_paragraph_is_not_empty() -> None:
    assert bare(*FRAME, NOTICE, PARAGRAPHS[0]) == 0
    assert bare(*FRAME, NOTICE, "About us", PARAGRAPHS[0], PARAGRAPHS[1]) == 0
    assert bare(*FRAME, NOTICE, "Sport", PARAGRAPHS[0]) == 0


def test_a_short_page_or_one_without_signs_of_furniture_is_not_empty() -> None:
    assert bare("Home", NOTICE) == 0
    assert bare(*(line for line in FRAME if line[0] not in "©P"), "Hills", "Rivers", "Valleys", "Seas", NOTICE) == 0


def test_empty_needs_a_wording() -> None:
    with pytest.raises(OptionError):
        empty.build(empty.Options(), CONTEXT)
