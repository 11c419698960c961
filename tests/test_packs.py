from pathlib import Path

import pytest

from audit.errors import AuditError
from audit.examples import failures
from audit.finding import CATEGORIES
from audit.packs import find_packs, load_packs
from audit.rule import Rule
from tests.support import pack

SHIPPED = [rule for shipped in load_packs() for rule in shipped.rules]
GOOD = "title: T\nrules:\n  - {id: a-b, kind: phrase, phrases: [xyz], message: 'm {found}'}\n"


@pytest.mark.parametrize("rule", SHIPPED, ids=[rule.id for rule in SHIPPED])
def test_examples_of_every_shipped_rule(rule: Rule) -> None:
    assert list(failures(rule)) == []
    assert rule.examples.bad, "a shipped rule shows what it finds"
    assert rule.examples.good, "a shipped rule shows a near miss that it leaves alone"
    assert rule.why, "a shipped rule says how such text comes about"


def test_shipped_names_are_unique_and_categories_known() -> None:
    names = [name for rule in SHIPPED for name in (rule.id, *rule.aliases)]
    assert len(names) == len(set(names))
    assert {rule.category for rule in SHIPPED} <= set(CATEGORIES)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (GOOD.replace("phrases", "phrase"), "en/typography.yaml:3:29: unknown key 'phrase' (did you mean 'phrases'?)"),
        (GOOD.replace("message", "mesage"), "en/typography.yaml:3:45: unknown key 'mesage' (did you mean 'message'?)"),
        (
            GOOD.replace("kind: phrase", "kind: phrases"),
            "en/typography.yaml:3:21: unknown kind 'phrases' (did you mean 'phrase'?)",
        ),
        (GOOD.replace("a-b", "A b"), "en/typography.yaml:3:10: 'A b' is no name: lower-case words joined by hyphens"),
        (
            GOOD.replace("{found}", "{fuond}"),
            "en/typography.yaml:3:54: '{fuond}' is filled by nothing (did you mean 'found'?)",
        ),
        (
            GOOD.replace("{found}", "{found:>9}"),
            "en/typography.yaml:3:54: '{found}' is filled in as it stands: nothing may follow the name",
        ),
        (
            GOOD.replace("{found}", "{found!z}"),
            "en/typography.yaml:3:54: '{found}' is filled in as it stands: nothing may follow the name",
        ),
        (GOOD.replace("[xyz]", "[' ']"), "en/typography.yaml:3:38: ' ' holds nothing to look for"),
        (
            GOOD.replace("{id:", "{severity: majr, id:"),
            "en/typography.yaml:3:16: 'majr' is no severity (did you mean 'major'?)",
        ),
        (GOOD.replace("{id:", "{where: [foot], id:"), "en/typography.yaml:3:14: 'foot' is no where"),
        (GOOD.replace("{id:", "{weight: -1, id:"), "en/typography.yaml:3:14: weight: input should be greater than 0"),
        (
            GOOD.replace("{id:", "{when: {nearby: [x]}, id:"),
            "en/typography.yaml:3:13: unknown key 'nearby' (did you mean 'near'?)",
        ),
        (GOOD.replace("{id:", "{examples: {bad: [{txt: x}]}, id:"), "unknown key 'txt' (did you mean 'text'?)"),
        (GOOD.replace("title: T", "titel: T"), "en/typography.yaml:1:1: unknown key 'titel' (did you mean 'title'?)"),
        ("title: T\nrules: []\n", "en/typography.yaml:2:8: rules: "),
        ("- x\n", "en/typography.yaml:1:1: a pack is a mapping with 'title' and 'rules'"),
        (
            GOOD + GOOD.splitlines()[2] + "\n",
            "en/typography.yaml:4:10: rule 'en.typography.a-b' stands twice in this pack",
        ),
        (
            GOOD.replace("kind: phrase, phrases: [xyz]", "kind: pattern, pattern: '(a'"),
            "en/typography.yaml:3:39: not an expression: missing )",
        ),
        (
            GOOD.replace("kind: phrase, phrases: [xyz]", "kind: pattern, pattern: 'a*'"),
            "matches the empty text, and so everywhere",
        ),
        (
            GOOD.replace("kind: phrase, phrases: [xyz]", r"kind: pattern, pattern: '\L<months>'"),
            "unknown list 'months'",
        ),
    ],
)
def test_mistakes_are_named_with_their_place(source: str, problem: str) -> None:
    with pytest.raises(AuditError) as caught:
        pack(source)
    assert problem in str(caught.value)


def test_all_mistakes_are_reported_at_once() -> None:
    with pytest.raises(AuditError) as caught:
        pack(
            "title: T\nrules:\n"
            "  - {id: a, kind: phrase, phrases: [x], mesage: m}\n"
            "  - {id: b, kind: fraze, message: m}\n"
            "  - {id: c, kind: pattern, pattern: '(', message: m, severity: bad}\n"
        )
    assert [problem.place for problem in caught.value.problems] == [
        "en/typography.yaml:3:5",
        "en/typography.yaml:3:41",
        "en/typography.yaml:4:19",
        "en/typography.yaml:5:64",
        "en/typography.yaml:5:37",
    ]


def write(root: Path, name: str, source: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return path


def test_a_folder_of_packs_is_added(tmp_path: Path) -> None:
    write(tmp_path, "en/house.yaml", GOOD)
    added = [rule.id for loaded in load_packs([tmp_path]) for rule in loaded.rules if rule.pack == "en.house"]
    assert added == ["en.house.a-b"]
    assert len(load_packs([tmp_path], builtin=False)) == 1


def test_a_file_that_is_named_twice_is_loaded_once(tmp_path: Path) -> None:
    path = write(tmp_path, "en/house.yaml", GOOD)
    (tmp_path / "link").symlink_to(tmp_path)
    (pack,) = load_packs([tmp_path, path, tmp_path / "link"], builtin=False)
    assert [rule.id for rule in pack.rules] == ["en.house.a-b"]


def test_one_file_and_yml_are_packs_too(tmp_path: Path) -> None:
    path = write(tmp_path, "fa/house.yml", GOOD)
    assert [found.name for found in find_packs(path)] == ["fa.house"]


def test_packs_of_one_name_are_merged_and_a_rule_replaced_only_when_it_says_so(tmp_path: Path) -> None:
    write(tmp_path, "one/en/house.yaml", GOOD)
    write(tmp_path, "two/en/house.yaml", GOOD.replace("a-b", "c-d"))
    write(tmp_path, "three/en/house.yaml", GOOD.replace("{id:", "{severity: major, id:"))
    write(tmp_path, "four/en/house.yaml", GOOD.replace("{id:", "{replaces: true, severity: major, id:"))
    (merged,) = load_packs([tmp_path / "one", tmp_path / "two"], builtin=False)
    assert [rule.id for rule in merged.rules] == ["en.house.a-b", "en.house.c-d"]
    with pytest.raises(AuditError, match="say 'replaces: true' to replace it"):
        load_packs([tmp_path / "one", tmp_path / "three"], builtin=False)
    (replaced,) = load_packs([tmp_path / "one", tmp_path / "four"], builtin=False)
    assert [rule.severity.value for rule in replaced.rules] == ["major"]
    with pytest.raises(AuditError, match="which is not loaded"):
        load_packs([tmp_path / "four"], builtin=False)


@pytest.mark.parametrize("alias", ["a-b", "en.house.a-b", "ar.dates.doubled-month"])
def test_an_alias_may_not_be_the_name_of_a_rule(tmp_path: Path, alias: str) -> None:
    write(tmp_path, "en/house.yaml", GOOD.replace("{id:", f"{{aliases: [{alias}], id:"))
    with pytest.raises(AuditError, match="is the name of the rule in"):
        load_packs([tmp_path])
    write(tmp_path, "en/house.yaml", GOOD.replace("{id:", "{aliases: [old-name], id:"))
    assert load_packs([tmp_path])


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("English/house.yaml", "a pack's folder is a language code"),
        ("en/House.yaml", "a pack's name is lower-case words joined by hyphens"),
        ("readme/readme.txt", "no pack here"),
    ],
)
def test_a_folder_that_holds_no_packs_is_an_error(tmp_path: Path, name: str, problem: str) -> None:
    write(tmp_path, name, GOOD)
    with pytest.raises(AuditError, match=problem):
        load_packs([tmp_path])


def test_a_missing_folder_and_bytes_that_are_not_utf8_are_errors(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match="no such file or folder of rules"):
        load_packs([tmp_path / "nowhere"])
    path = write(tmp_path, "en/house.yaml", GOOD)
    path.write_bytes(b"title: \xff")
    with pytest.raises(AuditError, match="not UTF-8"):
        load_packs([path])
