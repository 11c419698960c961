import pytest

from audit.kind import Context, OptionError
from audit.kinds.variant import Options, build
from audit.text import plain
from audit.view import View


def found(text: str, **options: object) -> list[tuple[str, str]]:
    view = View(plain(text, language="ar"), "ar")
    matches = build(Options.model_validate(options), Context("ar", {})).find(view, None)
    return [(text[match.span.start : match.span.end], match.values["usual"]) for match in matches if match.span]


FORMS = (("أمريك", "أميرك"),)


def test_the_rarer_spelling_is_the_finding_with_its_clitics() -> None:
    text = "القوات الأمريكية والجيش الأمريكي، والأميركيون معهم"
    assert found(text, forms=FORMS) == [("والأميركيون", "الأمريكية")]


def test_of_two_as_frequent_the_later_one() -> None:
    assert found("قال أميركي ثم أمريكي.", forms=FORMS) == [("أمريكي", "أميركي")]


def test_one_spelling_alone_is_no_finding() -> None:
    assert found("قال أميركي ثم أميركية.", forms=FORMS) == []


def test_a_form_may_be_the_whole_word() -> None:
    forms = (("بوتين=", "بوتن="),)
    assert found("قال بوتين ثم بوتن", forms=forms) == [("بوتن", "بوتين")]
    assert found("قال بوتين عن بوتنزا", forms=forms) == []


def test_a_doubled_letter_inside_a_long_word() -> None:
    text = "نقلت أسوشيتد برس عن أسوشيتد برس، بحسب أسوشييتد برس"
    assert found(text, doubled=("ي",)) == [("أسوشييتد", "أسوشيتد")]


def test_doubling_at_the_edges_is_grammar() -> None:
    text = "حضر الصحفيين والصحفين، ووزير ويوزير، وتغييرات وتغيرات"
    assert found(text, doubled=("ي", "و"), allow=("تغيير",)) == []


def test_either_forms_or_doubled() -> None:
    with pytest.raises(OptionError):
        build(Options(), Context("ar", {}))
    with pytest.raises(OptionError):
        build(Options(forms=(("إيران", "ايران"),)), Context("ar", {}))


def test_spellings_that_folding_levels() -> None:
    forms = (("COVID", "Covid"),)
    assert found("Covid und Covid, aber COVID. Covidien.", forms=forms, as_written=True) == [
        ("Covid", "COVID"),
        ("Covid", "COVID"),
    ]
    assert found("Covid und Covid.", forms=forms, as_written=True) == []
    with pytest.raises(OptionError):
        build(Options(forms=(("one", "two"),), as_written=True), Context("any", {}))


def test_a_joiner_in_one_of_two_spellings() -> None:
    joined = "अध्\N{ZERO WIDTH JOINER}यक्ष"
    plain_word = joined.replace("\N{ZERO WIDTH JOINER}", "")
    assert found(f"{joined} आए। {plain_word} ने कहा।", joiner=True) == [(joined, plain_word)]
    assert found(f"{joined} आए। {plain_word}ता की।", joiner=True) == []


def test_names_in_capitals() -> None:
    text = "Straße nach Kirimachi, in Kirimachi und Kirmachi."
    assert found(text, names=True) == [("Kirmachi", "Kirimachi")]
    assert found(text, names=True, not_in=("ar",)) == []


def test_surnames_behind_a_given_name() -> None:
    given = ("جون", "توم")
    assert found("قال جون كاربنتر وجون كاربنتر، ثم قال لجون كربنتر", given=given) == [("كربنتر", "كاربنتر")]
    assert found("قال جون كاربنتر، وقال توم كربنتر", given=given) == []
    assert found("قال جون كاربنتر، وقال جون ماكفارلين", given=given) == []
