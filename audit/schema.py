"""JSON Schemas: of the report, and of a pack file for editors. `make docs` writes them to `docs/`."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from audit.finding import Confidence, Severity
from audit.kind import Kind
from audit.kinds import KINDS
from audit.packfile import PackFile, RuleEntry
from audit.report import SCHEMA_VERSION, State
from audit.verdict import Judgement

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_CLOSED: Final = ConfigDict(extra="forbid")
_Score = Annotated[float, Field(ge=0, le=100)]
_Count = Annotated[int, Field(ge=0)]
_Position = Annotated[int, Field(ge=1)] | None


class ToolObject(BaseModel):
    model_config = _CLOSED
    name: Literal["audit"]
    version: str


class PackObject(BaseModel):
    model_config = _CLOSED
    name: str = Field(description="Language and file name, such as ar.dates.")
    rules: Annotated[int, Field(ge=1)] = Field(description="How many of its rules were run.")
    sha256: str = Field(description="Of the files it was read from.")


class EvidenceObject(BaseModel):
    model_config = _CLOSED
    rule: str = Field(description="A rule's name, 'prior', or a statistic such as 'statistic.wording'.")
    count: _Count
    weight: float = Field(description="What it adds to the log-odds.")
    telling: list[str] = Field(default=[], description="Of a statistic: the wordings that said most.")


class TranslationObject(BaseModel):
    model_config = _CLOSED
    verdict: Judgement
    probability: Annotated[float, Field(ge=0, le=1)] = Field(description="The logistic function of the weights' sum.")
    source_language: str | None
    evidence: list[EvidenceObject]


class FixObject(BaseModel):
    model_config = _CLOSED
    text: str = Field(description="Replaces document[start:end]; empty: it is dropped, and its line if that is all.")
    safe: bool = Field(description="Whether it is made without --unsafe.")


class FindingObject(BaseModel):
    model_config = _CLOSED
    rule: str
    category: str
    severity: Severity
    confidence: Confidence
    message: str
    suggestion: str | None = Field(description="What should stand there, if that is known.")
    start: Annotated[int, Field(ge=0)] | None = Field(
        description="Offset in code points of the decoded document; null for the whole document."
    )
    end: Annotated[int, Field(ge=0)] | None = Field(description="Offset behind the last code point.")
    line: _Position = Field(description="From 1; lines end at \\n, \\r\\n or \\r only.")
    column: _Position = Field(description="From 1, in code points.")
    end_line: _Position
    end_column: _Position
    text: str = Field(description="Exactly document[start:end].")
    points: Annotated[float, Field(ge=0)] = Field(description="What it costs.")
    fingerprint: str = Field(description="Stays the same when other parts of the document change.")
    fix: FixObject | None = Field(description="What `audit fix` puts in its place.")
    state: State | None = Field(description="Against the baseline, if there is one.")
    suppressed: str | None = Field(description="The reason, if somebody suppressed it.")


class GoneObject(BaseModel):
    model_config = _CLOSED
    rule: str
    text: str
    fingerprint: str
    count: Annotated[int, Field(ge=1)]


class DocumentObject(BaseModel):
    model_config = _CLOSED
    path: str
    id: str | None = Field(description="Of the record, in files of many documents; 'line 7' if it has none.")
    language: str = Field(description="BCP 47; 'und' when not known.")
    words: _Count
    score: _Score | None = Field(description="Null when the document could not be read.")
    grade: Literal["A", "B", "C", "D", "E"] | None
    categories: dict[str, _Score] = Field(description="The sub-score of every category.")
    translation: TranslationObject | None
    findings: list[FindingObject] = Field(description="Sorted by start, end and rule.")
    notes: list[str]
    errors: list[str] = Field(
        description="'place: message': why it could not be read, or what is wrong with a suppression in it."
    )
    gate_score: _Score | SkipJsonSchema[None] = Field(
        default=None, description="Without what the baseline knows and what is suppressed; absent without these."
    )
    fixed: list[GoneObject] = Field(default=[], description="What the baseline knows and is there no more.")


class CountsObject(BaseModel):
    model_config = _CLOSED
    critical: _Count
    major: _Count
    minor: _Count
    info: _Count


class MissObject(BaseModel):
    model_config = _CLOSED
    bar: str = Field(description="'score', a category, 'severity' or 'findings'.")
    value: float = Field(description="A score, or a number of findings.")
    bound: float


class RepairObject(BaseModel):
    model_config = _CLOSED
    rule: str
    line: _Position
    column: _Position
    text: str
    fingerprint: str


class FailureObject(BaseModel):
    model_config = _CLOSED
    path: str
    id: str | None
    misses: list[MissObject]
    repair: list[RepairObject] = Field(description="The fewest findings whose repair passes every bar.")


class UnusedObject(BaseModel):
    model_config = _CLOSED
    place: str
    rules: list[str]
    reason: str


class GateObject(BaseModel):
    model_config = _CLOSED
    passed: bool
    reasons: list[str] = Field(description="Which document missed which bar, by how much.")
    failures: list[FailureObject]


class SummaryObject(BaseModel):
    model_config = _CLOSED
    documents: _Count
    errors: _Count = Field(description="Documents that could not be read.")
    skipped: list[str] = Field(description="Files in folders, of kinds that are not read.")
    score: _Score | None = Field(description="Points of all documents pooled.")
    lowest: _Score | None
    findings: CountsObject
    unused_suppressions: list[UnusedObject]
    gate: GateObject


class ReportObject(BaseModel):
    model_config = _CLOSED
    schema_version: Literal[1]
    tool: ToolObject
    packs: list[PackObject]
    documents: list[DocumentObject]
    summary: SummaryObject


def report_schema() -> dict[str, Any]:
    """The schema of ``--format json``; a line of ``jsonl`` is its ``#/$defs/DocumentObject``."""
    shape = ReportObject.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, **shape, "title": f"Report of audit, version {SCHEMA_VERSION}"}


def pack_schema(kinds: Mapping[str, Kind] = KINDS) -> dict[str, Any]:
    """The schema of a pack file: a rule has the keys of all rules and those of its kind."""
    definitions: dict[str, Any] = {}
    branches = []
    for name in sorted(kinds):
        kind = kinds[name]
        own = _flat(kind.options, definitions)
        common = _flat(RuleEntry, definitions)
        properties = {**common["properties"], **own["properties"]}
        properties["kind"] = {"const": name, "description": kind.summary}
        required = [*dict.fromkeys(("id", "kind", "message", *common.get("required", ()), *own.get("required", ())))]
        rule = {
            "type": "object",
            "title": f"{name}: {kind.summary}",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }
        definitions[f"rule-{name}"] = rule
        matches = {"properties": {"kind": {"const": name}}, "required": ["kind"]}
        branches.append({"if": matches, "then": {"$ref": f"#/$defs/rule-{name}"}})
    pack = _flat(PackFile, definitions)
    pack["properties"]["rules"] = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/rule"}}
    definitions["rule"] = {
        "type": "object",
        "properties": {"kind": {"enum": sorted(kinds)}},
        "required": ["kind"],
        "allOf": branches,
    }
    return {"$schema": DIALECT, **pack, "title": "A pack of rules", "$defs": dict(sorted(definitions.items()))}


def _flat(model: type[BaseModel], definitions: dict[str, Any]) -> dict[str, Any]:
    """A model's schema, its definitions moved to the common ones."""
    shape = model.model_json_schema(mode="validation")
    definitions.update(shape.pop("$defs", {}))
    shape.pop("title", None)
    return shape
