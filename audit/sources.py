"""Which files a run looks at: files, folders, globs, and ``-`` for standard input."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audit.errors import Problem
from audit.readers import READERS, STDIN, reader

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE: Final = ".gitignore"


@dataclass(frozen=True, slots=True)
class Sources:
    """``files`` in the order they were named, those of a folder sorted; each once. ``skipped``: found in a folder, of a
    kind that is not read. Hidden, ignored and excluded files are in neither.
    """

    files: tuple[str, ...]
    skipped: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Ignore:
    """The rules of one ``.gitignore`` and the folder they count from."""

    base: Path
    spec: "GitIgnoreSpec"

    def says(self, path: Path, *, folder: bool) -> bool | None:
        """Whether to leave a path out; None when no line speaks of it."""
        name = path.relative_to(self.base).as_posix() + ("/" if folder else "")
        return self.spec.check_file(name).include


def find(paths: Sequence[str], exclude: Sequence[str] = ()) -> Sources:
    """The files behind the paths. ``exclude``: patterns as in ``.gitignore``, counted from the working folder."""
    left_out = _spec(exclude) if exclude else None
    files: dict[str, str] = {}
    skipped: dict[str, str] = {}
    problems: list[Problem] = []
    for path in paths:
        if path == STDIN:
            files.setdefault(STDIN, STDIN)
            continue
        if not path:
            problems.append(Problem("PATH", "is empty"))
            continue
        named = [path] if os.path.lexists(path) or not has_magic(path) else sorted(glob(path, recursive=True))  # noqa: PTH207 (Path.glob wants relative patterns)
        if not named:
            problems.append(Problem(path, "no file matches"))
        for one in named:
            _add(one, left_out, files, skipped, problems, explicit=one == path)
    return Sources(tuple(files.values()), tuple(skipped.values()), tuple(problems))


def chooses(pattern: str) -> bool:
    """Whether a pattern, written as in ``.gitignore``, can choose a file: a comment, an exception and a broken one
    cannot.
    """
    try:
        return any(part.include for part in _spec([pattern]).patterns)
    except ValueError:
        return False


def _add(
    path: str,
    left_out: "GitIgnoreSpec | None",
    files: dict[str, str],
    skipped: dict[str, str],
    problems: list[Problem],
    *,
    explicit: bool,
) -> None:
    if Path(path).is_dir():
        before = len(files), len(skipped)
        seen = False
        for file in _walk(Path(path), left_out, problems):
            seen = seen or reader(file) is not None
            (files if reader(file) else skipped).setdefault(str(Path(file).resolve()), file)
        if not seen and explicit:
            other = len(skipped) - before[1]
            what = f"no file that is read, {other} of other kinds" if other else "an empty folder: no file that is read"
            problems.append(Problem(path, what))
    elif not Path(path).exists():
        problems.append(Problem(path, "no such file or folder"))
    elif _excluded(path, left_out, folder=False):
        return
    elif reader(path):
        files.setdefault(str(Path(path).resolve()), path)
    elif explicit:
        problems.append(Problem(path, f"files of this kind are not read (read: {', '.join(READERS)})"))
    else:
        skipped.setdefault(str(Path(path).resolve()), path)


def _walk(root: Path, left_out: "GitIgnoreSpec | None", problems: list[Problem]) -> Iterator[str]:
    """The files of a folder, sorted, without what is hidden, ignored or excluded. Links to folders are not followed."""
    whole = root.resolve()
    inherited = tuple(_above(whole))
    if _ignored(whole, inherited, folder=True):
        inherited = ()  # named on purpose
    yield from _folder(root, whole, inherited, left_out, problems)


def _folder(
    shown: Path, whole: Path, rules: tuple[_Ignore, ...], left_out: "GitIgnoreSpec | None", problems: list[Problem]
) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(shown), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(Problem(str(shown), f"cannot be read: {error.strerror}"))
        return
    rules = (*rules, *_rules(whole))
    for entry in entries:
        folder = entry.is_dir(follow_symlinks=False)
        path = shown / entry.name
        if entry.name.startswith(".") or _excluded(str(path), left_out, folder=folder):
            continue
        if _ignored(whole / entry.name, rules, folder=folder):
            continue
        if folder:
            yield from _folder(path, whole / entry.name, rules, left_out, problems)
        elif entry.is_file():
            yield str(path)


def _spec(lines: Iterable[str]) -> "GitIgnoreSpec":
    # Imported when needed: most runs name their files and leave out none.
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)


def _excluded(path: str, left_out: "GitIgnoreSpec | None", *, folder: bool) -> bool:
    if left_out is None:
        return False
    name = Path(os.path.relpath(path)).as_posix() + ("/" if folder else "")
    return left_out.match_file(name)


def _ignored(path: Path, rules: Sequence[_Ignore], *, folder: bool) -> bool:
    """The nearest file that speaks of a path decides."""
    return next((said for rule in reversed(rules) if (said := rule.says(path, folder=folder)) is not None), False)


def _rules(folder: Path) -> Iterator[_Ignore]:
    try:
        lines = (folder / _IGNORE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    try:
        yield _Ignore(folder, _spec(lines))
    except ValueError:  # git passes over a line that is no pattern
        yield _Ignore(folder, _spec(line for line in lines if chooses(line) or chooses(line.removeprefix("!"))))


def _above(folder: Path) -> Iterator[_Ignore]:
    """The rules of the folders above, from the top of the repository down; none outside a repository."""
    above = list(folder.parents)
    top = next((n for n, parent in enumerate([folder, *above]) if (parent / ".git").exists()), None)
    for parent in reversed(above[:top]) if top else ():
        yield from _rules(parent)
