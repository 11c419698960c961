"""The wheel, installed outside the checkout, brings its packs."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from audit.packs import load_packs

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def test_the_installed_wheel_finds_every_rule(installed: Path, tmp_path: Path) -> None:
    code = (
        "import sys, json; sys.path.insert(0, sys.argv[1]); import audit; from audit.packs import load_packs;"
        "print(json.dumps([audit.__file__, [rule.id for pack in load_packs() for rule in pack.rules]]))"
    )
    command = [sys.executable, "-c", code, str(installed)]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True)
    place, rules = json.loads(done.stdout)
    assert Path(place).is_relative_to(installed)
    assert rules == [rule.id for pack in load_packs() for rule in pack.rules]


def test_the_wheel_holds_the_package_and_the_rules_only(installed: Path) -> None:
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {"audit"}
    assert (installed / "audit" / "_rules" / "README.md").is_file()
    assert (installed / "audit" / "py.typed").is_file()
