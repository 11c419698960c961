from hypothesis import given
from hypothesis import strategies as st

from audit.characters import accented, any_of, blocks, representative


@given(st.text())
def test_a_character_is_never_missed(text: str) -> None:
    present = blocks(text)
    assert all(representative(ord(character) // 256) in present for character in text if ord(character) < 0x10000)
    assert accented(text) == any(0xC0 <= ord(character) <= 0xFF for character in text)


@given(st.text(), st.lists(st.text(min_size=1, max_size=2).filter(lambda one: one[0] < "\U00010000"), max_size=4))
def test_any_of_is_what_searching_would_find(text: str, wanted: list[str]) -> None:
    assert any_of(text, wanted) == any(one in text for one in wanted)


def test_blocks_that_do_not_occur_are_not_named() -> None:
    assert blocks("plain text") == {0}
    assert blocks("\N{ARABIC LETTER BEH}\N{CJK UNIFIED IDEOGRAPH-6F22}") == {0x06, 0x4E}
