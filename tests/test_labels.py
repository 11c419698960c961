"""What a line says."""

from audit.labels import label
from audit.text import plain
from audit.view import View


def test_label() -> None:
    assert label("  » Comments (1,204): ") == "comments (#"
    assert label("أترك تعليقاً") == label("اترك تعليقا")
    assert label("* – *") == ""


def test_labels_of_a_document() -> None:
    labels = View(plain("News\n\n*\r\nNEWS:\n"), "en").labels
    assert labels.said == {"news": [0, 2]}
    assert labels.wordless == [1]


def test_a_mark_between_two_line_ends_does_not_join_them() -> None:
    labels = View(plain("Share\r\N{ZERO WIDTH JOINER}\nNews"), "en").labels
    assert labels.said == {"share": [0], "news": [2]}
    assert labels.wordless == [1]
