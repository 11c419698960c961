import json
import re
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from audit.cli.output import written
from audit.errors import Problem
from audit.packcache import BUILTIN
from audit.renderers import RENDERERS, Page
from audit.renderers.renderer import render
from audit.report import Report, unreadable
from audit.schema import pack_schema, report_schema
from tests.house import PACK

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("name", "schema"), [("report", report_schema()), ("rules", pack_schema())])
def test_the_published_schemas_are_current(name: str, schema: dict[str, object]) -> None:
    Draft202012Validator.check_schema(schema)
    published = json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert published == schema, "run make docs"


def test_shipped_packs_fit_the_schema_of_packs() -> None:
    validator = Draft202012Validator(pack_schema())
    for path in sorted(BUILTIN.glob("*/*.yaml")):
        errors = [error.message for error in validator.iter_errors(_typed(path.read_text(encoding="utf-8")))]
        assert errors == [], path
    wrong = _typed(PACK.replace("severity", "severty"))
    assert any("severty" in str(error) for error in validator.iter_errors(wrong))


def _typed(text: str) -> object:
    """A pack as an editor reads it: YAML 1.2, where `true`, numbers and words are told apart."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {}
    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(?:true|false)$"), list("tf"))
    Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?\d+$"), list("-0123456789"))
    Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"-?\d+\.\d+$"), list("-0123456789"))
    return yaml.load(text, Loader)


def test_half_a_surrogate_pair_is_written_as_its_escape(tmp_path: Path) -> None:
    report = Report("0", (), (unreadable("a\ud800.txt", [Problem("a", "b")]),))
    with written(tmp_path / "report.json") as stream:
        stream.write(render(RENDERERS["json"], report, Page()))
    raw = (tmp_path / "report.json").read_text(encoding="utf-8")
    assert json.loads(raw)["documents"][0]["path"] == "a\ud800.txt"
