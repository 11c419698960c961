"""Rewrite the committed reports of `seeds/`: the golden test, and the sample people look at."""

import contextlib
import os
from pathlib import Path

from audit.cli import main

ROOT = Path(__file__).parents[1]
REPORTS = {"seeds.json": "json", "seeds.jsonl": "jsonl", "seeds.txt": "text"}


def write(folder: Path) -> None:
    """Write every report of the seeds into a folder."""
    os.chdir(ROOT)
    for name, format in REPORTS.items():
        with contextlib.suppress(SystemExit):
            main(["check", "seeds/", "--format", format, "--output", str(folder / name)])


if __name__ == "__main__":
    write(ROOT / "reports")
