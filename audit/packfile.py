"""What a pack file may say: the keys, their types and what they mean, as pydantic models."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, Field, model_validator

from audit.finding import Confidence, Severity
from audit.kind import STRICT
from audit.places import Place

STRENGTHS: Final[Mapping[str, float]] = {"weak": 0.7, "moderate": 1.5, "strong": 3.0, "conclusive": 5.0}
"""Names for log-odds of evidence; a pack may also write a number."""


def _log_odds(value: Any) -> Any:
    return STRENGTHS.get(value, value) if isinstance(value, str) else value


def _one_or_more(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Wordings = Annotated[
    tuple[str, ...], BeforeValidator(_one_or_more, json_schema_input_type=str | tuple[str, ...]), Field(min_length=1)
]


class ConditionsEntry(BaseModel):
    model_config = STRICT
    before: Wordings | None = Field(default=None, description="Directly before the finding.")
    after: Wordings | None = Field(default=None, description="Directly after it.")
    near: Wordings | None = Field(default=None, description="Within 80 characters of it, in its line.")
    line: Wordings | None = Field(default=None, description="In its line, the finding included.")
    document: Wordings | None = Field(default=None, description="Anywhere in the document.")


class EvidenceEntry(BaseModel):
    model_config = STRICT
    machine_translation: Annotated[
        float, BeforeValidator(_log_odds, json_schema_input_type=float | Literal[tuple(STRENGTHS)])
    ] = Field(ge=-10, le=10, description="Log-odds, or one of: " + ", ".join(STRENGTHS))
    source_language: str | None = Field(default=None, description="The language of the original, if the finding tells.")


class ExampleEntry(BaseModel):
    model_config = STRICT
    text: str
    language: str | None = Field(default=None, description="Of the text, if not the pack's.")
    found: Wordings | None = Field(default=None, description="Exactly what the rule quotes, in order.")
    shared: Wordings | None = Field(default=None, description="Lines that other documents of the run have too.")
    fixed: str | None = Field(default=None, description="The text once the rule's repairs, unsafe ones too, are done.")


class FixEntry(BaseModel):
    """What replaces the finding: a text, or what was found with pieces of it replaced."""

    model_config = STRICT
    text: str | None = Field(
        default=None, description="{found} and the kind's own values fill it, as they fill the message."
    )
    replace: dict[str, str] = Field(
        default={}, description="Pieces of what was found, each with what stands in its place; the longest wins."
    )

    @model_validator(mode="after")
    def _one_of_them(self) -> "FixEntry":
        if (self.text is None) == (not self.replace) or "" in self.replace:
            raise ValueError("give either a 'text' or the pieces to 'replace'")
        return self


FixText = Literal["drop", "drop-line", "suggestion", "none"] | FixEntry
_FIX: Final = (
    "'drop' what was found (with its line, if nothing else stands there; 'drop-line': safe only then), put the "
    "'suggestion' in its place, "
)
_FIX_TEXT: Final = _FIX + "{text: ...}, {replace: {piece: piece}}; 'none' takes the pack's repair back."


def _example(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


ExampleTexts = tuple[Annotated[ExampleEntry, BeforeValidator(_example, json_schema_input_type=str | ExampleEntry)], ...]


class ExamplesEntry(BaseModel):
    model_config = STRICT
    bad: ExampleTexts = Field(default=(), description="The rule must fire on each.")
    good: ExampleTexts = Field(default=(), description="Near misses: the rule must not fire.")
    known_miss: ExampleTexts = Field(default=(), description="It should fire and does not yet.")


class RuleEntry(BaseModel):
    """The keys every rule may have, whatever its kind."""

    model_config = STRICT
    id: str = Field(description="Lower-case words joined by hyphens, for ever.")
    kind: str = Field(description="The mechanism.")
    message: str = Field(min_length=1, description="What is wrong, in one sentence; {found} quotes it.")
    why: str = Field(default="", description="The failure class: how such text comes about.")
    suggestion: str | None = Field(default=None, description="What should stand there, if that is known.")
    severity: Severity = Field(default=Severity.MINOR, description="info, minor, major or critical: how bad it is.")
    confidence: Confidence = Field(
        default=Confidence.HIGH, description="high; medium counts half; low is shown with --all and never counts."
    )
    where: Annotated[
        tuple[Place, ...], BeforeValidator(_one_or_more, json_schema_input_type=Place | tuple[Place, ...])
    ] = Field(default=(), description="Zones it looks at (any of them), and 'line' if it must fill its line.")
    when: ConditionsEntry = Field(default=ConditionsEntry(), description="What must stand around a finding.")
    unless: ConditionsEntry = Field(default=ConditionsEntry(), description="What must not.")
    family: str | None = Field(default=None, description="Rules of one family share damping; default: the rule itself.")
    weight: float = Field(default=1.0, gt=0, le=10, description="A factor on its points.")
    evidence: EvidenceEntry | None = None
    examples: ExamplesEntry = ExamplesEntry()
    fix: FixText | None = Field(default=None, description=f"A repair that loses nothing: {_FIX_TEXT}")
    unsafe_fix: FixText | None = Field(default=None, description="The same, where a person should look at the result.")
    default: Literal["on", "off"] = Field(default="on", description="Off: runs only when it is selected by name.")
    replaces: bool = Field(default=False, description="Takes the place of a rule of the same name loaded before.")
    aliases: tuple[str, ...] = Field(default=(), description="Names it had before.")


class PackFile(BaseModel):
    """The keys of a pack file; its ``rules`` are read one by one."""

    model_config = STRICT
    title: str = Field(min_length=1)
    why: str = ""
    category: str | None = Field(default=None, description="The findings' category; default: the file's name.")
    documents: Literal["any", "own"] | None = Field(
        default=None, description="Documents of which language it reads; default: its own, for boilerplate any."
    )
    weight: float = Field(default=1.0, gt=0, le=10, description="A factor on the points of all its rules.")
    fix: FixText | None = Field(default=None, description="The repair of all its rules that name none.")
    unsafe_fix: FixText | None = Field(default=None, description="The same, where a person should look at the result.")
    lists: dict[str, tuple[str, ...]] = Field(default={}, description="Named lists of words for its rules.")
    rules: list[dict[str, Any]] = Field(min_length=1)
