"""Write `docs/report.schema.json` and `docs/rules.schema.json`: `python scripts/schemas.py`."""

from json import dumps
from pathlib import Path

from audit.schema import pack_schema, report_schema

DOCS = Path(__file__).parent.parent / "docs"


def main() -> None:
    for name, schema in (("report", report_schema()), ("rules", pack_schema())):
        text = dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (DOCS / f"{name}.schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
