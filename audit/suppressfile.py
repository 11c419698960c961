"""The file of suppressions: findings that a team has accepted, each with the reason.

suppressions:
  - rules: ar.dates
    path: decrees/*.txt
    text: 30 February
    reason: quoted from the decree as it was printed
    until: 2030-01-31
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from audit.errors import AuditError, Problem, mistake, nearest
from audit.packfile import Wordings
from audit.rule import Rule
from audit.selection import nearest_prefix, selects
from audit.sources import chooses
from audit.suppression import Suppression, day, lapsed
from audit.yamlfile import Source, read_yaml

_STRICT: Final = ConfigDict(extra="forbid", frozen=True)
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Entry(BaseModel):
    """One suppression; ``path`` and ``text`` narrow it."""

    model_config = _STRICT
    rules: Wordings = Field(description="Prefixes of names of rules.")
    reason: _Words = Field(description="Why this is accepted.")
    path: _Words | None = Field(default=None, description="Documents, a pattern as in .gitignore.")
    text: _Words | None = Field(default=None, description="Words that the finding quotes.")
    until: str | None = Field(default=None, description="The last day it holds, such as 2030-01-31.")


def _listed(given: object) -> object:
    """An empty list for a key without a value, which YAML readers hand on as empty text."""
    return given or ()


class _File(BaseModel):
    model_config = _STRICT
    suppressions: Annotated[tuple[Entry, ...], BeforeValidator(_listed), Field(min_length=1)]


def read_suppressions(path: Path, rules: Iterable[Rule]) -> tuple[Suppression, ...]:
    """The suppressions of a file. Raises `AuditError` with every mistake: unknown keys and rules, no reason, a day that
    is none or is over.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise mistake(f"cannot be read: {error.strerror}", str(path)) from error
    except UnicodeDecodeError as error:
        raise mistake(f"not UTF-8 (byte {error.start})", str(path)) from error
    source = read_yaml(str(path), text)
    try:
        file = _File.model_validate(source.data)
    except ValidationError as error:
        raise AuditError(_problems(error, source)) from error
    problems: list[Problem] = []
    found: list[Suppression] = []
    known = tuple(rules)
    for number, entry in enumerate(file.suppressions):
        place = source.place(("suppressions", number))
        until = day(entry.until, source.place(("suppressions", number, "until"))) if entry.until is not None else None
        if isinstance(until, Problem):
            problems.append(until)
            continue
        if entry.path is not None and not chooses(entry.path):
            said = f"'{entry.path}' is no pattern that chooses paths, written as in .gitignore"
            problems.append(Problem(source.place(("suppressions", number, "path")), said))
            continue
        problems.extend(unknown(entry.rules, known, place))
        suppression = Suppression(entry.rules, entry.reason, place, until, entry.path, entry.text)
        found.append(suppression)
        if lapse := lapsed(suppression):
            problems.append(lapse)
    if problems:
        raise AuditError(problems)
    return tuple(found)


def unknown(prefixes: Iterable[str], rules: Iterable[Rule], place: str) -> list[Problem]:
    """A problem for every prefix that covers no rule."""
    known = tuple(rules)
    return [
        Problem(place, f"no rule is called '{prefix}' or lies under it{nearest_prefix(prefix, known)}")
        for prefix in prefixes
        if not any(selects(prefix, rule) for rule in known)
    ]


_WORDINGS: Final = {
    "model_type": "keys and values are expected here",
    "too_short": "is empty",
    "string_too_short": "is empty",
    "tuple_type": "a list is expected here",
}
"""What is said instead of what pydantic says, which names this program's types."""


def _problems(error: ValidationError, source: Source) -> list[Problem]:
    found = []
    for item in error.errors(include_url=False):
        location = item["loc"]
        key = str(location[-1]) if location else ""
        if item["type"] == "extra_forbidden":
            valid = (Entry if len(location) > 1 else _File).model_fields
            found.append(Problem(source.place(location, key=True), f"unknown key '{key}'{nearest(key, valid)}"))
        elif item["type"] == "missing":
            found.append(Problem(source.place(location[:-1]), f"'{key}' is missing"))
        else:
            shown = ".".join(map(str, location)) or "the file"
            said = _WORDINGS.get(item["type"]) or f"{item['msg'][:1].lower()}{item['msg'][1:]}"
            found.append(Problem(source.place(location), f"{shown}: {said}"))
    return found
