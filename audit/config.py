"""Settings: ``audit.toml`` or ``[tool.audit]`` in ``pyproject.toml``, read strictly."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints, ValidationError

from audit.errors import AuditError, Problem, mistake, nearest
from audit.finding import Severity

if TYPE_CHECKING:
    from audit.tomlfile import Toml

OWN: Final = "audit.toml"
PROJECT: Final = "pyproject.toml"

_FILES: Final = ("output", "baseline", "suppressions")
"""Settings that name a file."""

_STRICT: Final = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

LANGUAGE: Final = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Score = Annotated[float, Field(ge=0, le=100)]
Prefix = Annotated[str, StringConstraints(min_length=1)]
Prefixes = Annotated[tuple[Prefix, ...], Field(strict=False)]
Grave = Annotated[Severity, Field(strict=False)]


def _chooses(pattern: str) -> str:
    # Imported when needed: most runs have no bars for some paths only.
    from audit.sources import chooses

    if not chooses(pattern):
        raise ValueError(f"'{pattern}' is no pattern that chooses paths, written as in .gitignore")
    return pattern


Pattern = Annotated[str, AfterValidator(_chooses)]


class Bars(BaseModel):
    """What a document must reach; None: no bar."""

    model_config = _STRICT
    fail_under: Score | None = Field(default=None, description="The least score of every document.")
    fail_under_category: dict[str, Score] = Field(default={}, description="The least sub-score, by category.")
    fail_on: Grave | None = Field(default=None, description="No finding may be as grave as this, or graver.")
    max_findings: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="So many findings of severity minor or worse a document may have."
    )


class Settings(Bars):
    """The keys of a settings file. Options of the command line with the same names win."""

    rules: Prefixes = Field(default=(), description="Folders or files of packs to load besides the shipped ones.")
    packs: dict[Prefix, bool] = Field(
        default={}, description="Packs or rules on or off by prefix; the longer prefix wins."
    )
    select: Prefixes = Field(default=(), description="Run only rules under these prefixes.")
    ignore: Prefixes = Field(default=(), description="Run no rules under these prefixes.")
    severity: dict[Prefix, Grave] = Field(default={}, description="Other severities by prefix; the longer prefix wins.")
    language: Annotated[str, StringConstraints(pattern=LANGUAGE)] | None = Field(
        default=None, description="The language of all documents, instead of the detected one."
    )
    exclude: Prefixes = Field(default=(), description="Files that are not audited, written as in .gitignore.")
    gates: dict[Pattern, Bars] = Field(
        default={}, description="Other bars for the paths that match a pattern; later patterns win."
    )
    format: str | None = Field(default=None, description="The format of the report.")
    output: str | None = Field(default=None, description="The file for the report.")
    report: dict[str, str] = Field(default={}, description="Further reports: format = file.")
    baseline: str | None = Field(default=None, description="The file of known findings, which gates leave out.")
    suppressions: str | None = Field(default=None, description="The file of accepted findings, each with a reason.")
    shared: Annotated[int, Field(ge=2)] | None = Field(
        default=None, description="A line that stands in so many documents of the run is furniture."
    )
    jobs: Annotated[int, Field(ge=1)] | None = Field(default=None, description="How many processes.")
    all: bool = Field(default=False, description="Show findings of low confidence too.")
    _where: Callable[[tuple[str, ...]], str] | None = PrivateAttr(default=None)

    def place(self, *path: str) -> str:
        """``file:line:column`` of a key, for mistakes that show only when a run is put together."""
        return self._where(path) if self._where else ".".join(path)


def find_settings(start: Path) -> Path | None:
    """The nearest file with settings, from a folder upward to the root of its repository (or of the file system).

    In one folder ``audit.toml`` wins over ``pyproject.toml``; a ``pyproject.toml`` without ``[tool.audit]`` is passed
    over.
    """
    for folder in (start, *start.parents):
        if (folder / OWN).is_file():
            return folder / OWN
        project = folder / PROJECT
        if project.is_file() and "tool.audit" in _text(project) and _table(_read(project)) is not None:
            return project
        if (folder / ".git").exists():
            return None
    return None


def load_settings(path: Path | None = None, start: Path | None = None) -> tuple[Settings, Path]:
    """The settings of a file, or of the nearest one, and its folder; the defaults when there is none.

    Paths in the file are relative to it and come back joined to its folder. Raises `AuditError` with every mistake.
    """
    start = start or Path.cwd()
    path = path or find_settings(start)
    if path is None:
        return Settings.model_construct(), start
    toml = _read(path)
    table = _table(toml)
    if table is None:
        raise mistake("has no table [tool.audit]", str(path))
    if not isinstance(table, dict):
        raise mistake("'tool.audit' is a table", toml.place(_root(path)))
    try:
        settings = Settings.model_validate(table)
    except ValidationError as error:
        raise AuditError(_problems(error, toml, _root(path))) from error
    folder = path.parent

    def beside(name: str) -> str:
        return str(_shown(folder / name))

    settings = settings.model_copy(
        update={
            "rules": tuple(beside(name) for name in settings.rules),
            **{name: beside(value) for name in _FILES if (value := getattr(settings, name))},
            "report": {format: beside(name) for format, name in settings.report.items()},
        }
    )
    root = _root(path)
    settings._where = lambda key: toml.place((*root, *key))  # noqa: SLF001 (of this module's own model)
    return settings, folder


def _shown(path: Path) -> Path:
    """A path as a user in the working directory would write it."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise mistake(f"cannot be read: {error.strerror}", str(path)) from error
    except UnicodeDecodeError as error:
        raise mistake(f"not UTF-8 (byte {error.start})", str(path)) from error


def _read(path: Path) -> "Toml":
    from audit.tomlfile import read_toml

    return read_toml(str(_shown(path)), _text(path))


def _root(path: Path) -> tuple[str, ...]:
    return ("tool", "audit") if path.name == PROJECT else ()


def _table(toml: "Toml") -> Any:
    table: Any = toml.data
    for key in _root(Path(toml.name)):
        table = table.get(key) if isinstance(table, dict) else None
    return table


_WORDINGS: Final = (
    ("Input should be", "should be"),
    ("valid tuple", "list"),
    (" or instance of Bars", ""),
    ("valid dictionary", "table"),
    ("a valid integer", "a whole number"),
    ("valid ", ""),
)
"""What pydantic says, and what TOML calls it."""


def _problems(error: ValidationError, toml: "Toml", root: tuple[str, ...]) -> list[Problem]:
    """What pydantic says, each at its place in the file and in a user's words."""
    found = []
    for item in error.errors(include_url=False):
        location = tuple(part for part in item["loc"] if part != "[key]")
        key = str(location[-1])
        place = toml.place((*root, *location))
        if item["type"] == "extra_forbidden":
            valid: Mapping[str, object] = (Bars if location[0] == "gates" else Settings).model_fields
            found.append(Problem(place, f"unknown key '{key}'{nearest(key, valid)}"))
        elif item["type"] == "enum":
            given = str(item["input"])
            found.append(Problem(place, f"'{given}' is no severity{nearest(given, tuple(Severity))}"))
        elif item["type"] == "string_pattern_mismatch":
            found.append(Problem(place, f"'{item['input']}' is no language code, such as 'ar' or 'pt-BR'"))
        elif item["type"] == "value_error":
            found.append(Problem(place, str(item["ctx"]["error"])))
        else:
            said = item["msg"]
            for wording, better in _WORDINGS:
                said = said.replace(wording, better)
            shown = ".".join(str(part) for part in location)
            found.append(Problem(place, f"{shown}: {said[:1].lower()}{said[1:]}"))
    return found
