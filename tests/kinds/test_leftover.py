"""Labels and phrases in Latin letters are found in documents of other scripts; names, titles and addresses are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.kind import Context, OptionError
from audit.kinds.leftover import KIND, Options
from audit.text import plain
from audit.view import View

ARABIC = "وصل الوفد إلى المدينة صباح اليوم وعقد اجتماعا مغلقا مع المحافظ"


def found(text: str, piece: str, language: str = "ar") -> list[str]:
    view = View(plain(text, language=language), language)
    options = Options.model_validate({"piece": piece, "words": ("clock", "icon", "latest", "news")})
    return [
        text[slice(*match.span)] for match in KIND.build(options, Context("any", {})).find(view, None) if match.span
    ]


@pytest.mark.parametrize("label", ["clock icon", "Latest News", "icon 04:00", "ICON"])
def test_labels_on_lines_of_their_own(label: str) -> None:
    assert found(f"{ARABIC}\n{label}\n{ARABIC}", "line") == [label]
    assert found(f"{ARABIC} {label}", "line") == []
    assert found(f"The city was calm.\n{label}", "line", "en") == []


@pytest.mark.parametrize("line", ["Sky Tower", "Sky News", "icon@example.org", "icons/clock.png", "icon: ساعة", "2024"])
def test_names_and_addresses_are_no_labels(line: str) -> None:
    assert found(f"{ARABIC}\n{line}\n{ARABIC}", "line") == []


def test_phrases_inside_a_line() -> None:
    assert found(f"{ARABIC} how to choose {ARABIC}", "phrase") == ["how to choose"]
    assert found(f"{ARABIC} comment faire une table", "phrase") == ["comment faire une table"]


@pytest.mark.parametrize(
    "piece", ["The Lord of the Rings", "(state of the art)", "«la vita nuova è»", "Captivity of the Church", "web of"]
)
def test_titles_and_quotations_are_no_leftovers(piece: str) -> None:
    assert found(f"{ARABIC} {piece} {ARABIC}", "phrase") == []


def test_lone_words_in_lower_case() -> None:
    assert found(f"{ARABIC} build {ARABIC}", "word") == ["build"]
    assert found(f"{ARABIC} Galaxy {ARABIC}. (build) www.example.org {ARABIC}", "word") == []


def test_labels_need_words() -> None:
    with pytest.raises(OptionError):
        KIND.build(Options.model_validate({"piece": "line"}), Context("any", {}))


@given(st.text(alphabet="clok icn\n.@مرحبا "))
def test_findings_lie_inside_the_text(text: str) -> None:
    for piece in ("line", "phrase"):
        assert all(piece_ in text for piece_ in found(text, piece))
