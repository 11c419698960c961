from pathlib import Path

import pytest

from audit.packcache import SWITCH, cached
from audit.rule import Pack
from tests.support import pack

PACK = pack("title: T\nrules:\n  - {id: space, kind: phrase, phrases: [d], message: m}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SWITCH, str(tmp_path / "cache"))
    (tmp_path / "rules" / "en").mkdir(parents=True)
    (tmp_path / "rules" / "en" / "x.yaml").write_text("one", encoding="utf-8")
    return tmp_path


class Builder:
    def __init__(self) -> None:
        self.runs = 0

    def __call__(self) -> tuple[Pack, ...]:
        self.runs += 1
        return (PACK,)


def test_built_once_until_a_file_changes(folder: Path) -> None:
    build = Builder()
    first = cached(folder / "rules", build)
    second = cached(folder / "rules", build)
    assert first == second == (PACK,)
    assert [rule.matcher for rule in first[0].rules] == [rule.matcher for rule in second[0].rules]
    assert build.runs == 1
    (folder / "rules" / "en" / "x.yaml").write_text("two", encoding="utf-8")
    cached(folder / "rules", build)
    assert build.runs == 2


@pytest.mark.parametrize("damage", [b"", b"x" * 10, b"x" * 500])
def test_a_damaged_entry_is_built_anew(folder: Path, damage: bytes) -> None:
    build = Builder()
    cached(folder / "rules", build)
    (entry,) = (folder / "cache").iterdir()
    entry.write_bytes(damage)
    assert cached(folder / "rules", build) == (PACK,)
    assert build.runs == 2


def test_it_is_never_needed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = Builder()
    (folder / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(SWITCH, str(folder / "file"))
    assert cached(folder / "rules", build) == (PACK,)
    monkeypatch.setenv(SWITCH, "off")
    assert cached(folder / "rules", build) == (PACK,)
    assert build.runs == 2


def test_old_entries_go(folder: Path) -> None:
    for number in range(9):
        (folder / "rules" / "en" / "x.yaml").write_text(str(number), encoding="utf-8")
        cached(folder / "rules", Builder())
    assert len(list((folder / "cache").iterdir())) == 6
