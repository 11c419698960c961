from hypothesis import given
from hypothesis import strategies as st

from audit.matchers.names import distance, near_capitals, sounds

PAGE = "The road to Kirimachi is open. In Kirimachi the mayor spoke."


def spellings(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], usual) for start, end, usual in near_capitals(text)]


def test_the_rarer_spelling_is_found() -> None:
    assert spellings(f"{PAGE} Snow fell on Kirmachi.") == [("Kirmachi", "Kirimachi")]
    assert spellings("Мэр Теремково ждал. Из Теремково ехали. В Теримково шёл снег.") == [("Теримково", "Теремково")]


def test_endings_are_grammar() -> None:
    assert spellings(f"{PAGE} The Kirimachis and a Kirimachian came.") == []
    assert spellings("Поезд из Саратова в Саратове опоздал. Саратовом гордятся.") == []


def test_two_letters_may_differ_beside_the_same_word() -> None:
    assert spellings("Olga Perikova spoke. Olga Perkava left.") == []
    assert spellings("Olga Perikova spoke. Olga Parkova left.") == []
    assert spellings("Olga Perikova spoke. Olga Perkova left.") == [("Perkova", "Perikova")]
    assert spellings("Otto Perikova spoke. Olga Perkova left.") == []
    assert spellings("In Yamatari-cho it rained. Snow fell in Yatari-cho.") == [("Yatari", "Yamatari")]


def test_a_word_in_small_letters_is_no_name() -> None:
    assert spellings("The Conversation, The Conversation and one Convesation.") == [("Convesation", "Conversation")]
    assert spellings("The Conversation, The Conversation and one Convesation, a conversation.") == []


def test_brackets_explain_a_spelling() -> None:
    assert spellings("Jean Calvinus and Jean Calvinus. Jean Calvynus (Jean Calvinus) was young.") == []


def test_sounds_of_arabic_spellings() -> None:
    assert sounds("فلاغرتي") == sounds("فلاجرتي") == sounds("فلاقرطي")
    assert sounds("كاربنتر") != sounds("ماكفارلين")


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.integers(1, 3))
def test_distance_is_symmetric_and_bounded(one: str, other: str, most: int) -> None:
    found = distance(one, other, most)
    assert found == distance(other, one, most)
    assert (found == 0) == (one == other)
    assert found <= most + 1


def test_distance_counts_a_swap_as_one() -> None:
    assert distance("abcd", "acbd", 2) == 1
    assert distance("abcd", "abd", 2) == 1
    assert distance("abcd", "xyzw", 2) == 3
