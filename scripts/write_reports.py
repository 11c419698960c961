"""Rewrite the committed reports of `seeds/`: the golden test, and the sample people look at."""

import contextlib
import os
from pathlib import Path

from audit.cli import main

ROOT = Path(__file__).parents[1]
REPORTS = {
    "seeds.json": "json",
    "seeds.jsonl": "jsonl",
    "seeds.txt": "text",
    "seeds.html": "html",
    "seeds.md": "markdown",
    "seeds.sarif": "sarif",
    "seeds.junit.xml": "junit",
    "seeds.github.txt": "github",
    "seeds.gitlab.json": "gitlab",
}


def write(folder: Path) -> None:
    """Write every report of the seeds into a folder."""
    os.chdir(ROOT)
    for name, format in REPORTS.items():
        with contextlib.suppress(SystemExit):
            main(["check", "seeds/", "--format", format, "--output", str(folder / name)])


def write_baseline() -> None:
    """What the gate of `.ci/audit.toml` knows of the seeds: after a change of rules the new findings are known."""
    known = ["--config", ".ci/audit.toml", "--write-baseline", ".ci/baseline.json", "--accept-new"]
    with contextlib.suppress(SystemExit):
        main(["check", "seeds/", *known, "--output", os.devnull])


if __name__ == "__main__":
    write(ROOT / "reports")
    write_baseline()
