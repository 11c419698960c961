"""Which files a run looks at."""

from pathlib import Path

import pytest

from audit.sources import Sources, chooses, find


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.txt", "c.pdf", "sub/d.md", "sub/.hidden/e.txt", ".f.txt", "build/g.txt", "sub/h.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("build/\nsub/h.txt\n", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(sources: Sources) -> tuple[list[str], list[str], list[str]]:
    return list(sources.files), list(sources.skipped), [str(problem) for problem in sources.problems]


def test_a_folder(tree: Path) -> None:
    assert names(find(["."])) == (["a.txt", "b.txt", "sub/d.md"], ["c.pdf"], [])


def test_rules_of_the_folders_above(tree: Path) -> None:
    assert names(find(["sub"])) == (["sub/d.md"], [], [])


def test_an_ignored_folder_named_on_purpose(tree: Path) -> None:
    assert names(find(["build"])) == (["build/g.txt"], [], [])
    assert names(find(["sub/h.txt", ".f.txt"])) == (["sub/h.txt", ".f.txt"], [], [])


def test_order_and_duplicates(tree: Path) -> None:
    assert names(find(["b.txt", "./b.txt", ".", "-", "-"])) == (["b.txt", "a.txt", "sub/d.md", "-"], ["c.pdf"], [])


def test_globs(tree: Path) -> None:
    assert names(find(["*.txt"])) == (["a.txt", "b.txt"], [], [])
    assert names(find(["**/*.md"])) == (["sub/d.md"], [], [])
    assert names(find(["*.xyz"]))[2] == ["*.xyz: no file matches"]


def test_exclude(tree: Path) -> None:
    assert names(find(["."], ["sub/", "b.*"])) == (["a.txt"], ["c.pdf"], [])


def test_mistakes(tree: Path) -> None:
    (tree / "empty").mkdir()
    (tree / "other").mkdir()
    (tree / "other" / "x.pdf").write_text("x", encoding="utf-8")
    files, skipped, problems = names(find(["missing.txt", "c.pdf", "empty", "other", "a.txt"]))
    assert files == ["a.txt"]
    assert skipped == ["other/x.pdf"]
    assert problems[0] == "missing.txt: no such file or folder"
    assert problems[1].startswith("c.pdf: files of this kind are not read (read: .txt")
    assert problems[2:] == [
        "empty: an empty folder: no file that is read",
        "other: no file that is read, 1 of other kinds",
    ]


def test_a_broken_line_of_gitignore_is_passed_over(tree: Path) -> None:
    before = names(find(["."]))
    with (tree / ".gitignore").open("a") as stream:
        stream.write("a\\\n!\n")
    assert names(find(["."])) == before


@pytest.mark.parametrize(
    ("pattern", "does"),
    [("a/", True), ("*.txt", True), ("!a", False), ("#a", False), ("a\\", False), ("!", False), ("", False)],
)
def test_patterns_that_choose_a_file(pattern: str, does: bool) -> None:
    assert chooses(pattern) is does
