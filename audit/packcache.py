"""Built packs kept between runs, in the user's cache folder. Never needed: whatever is wrong with it, it is ignored."""

import os
import pickle
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from audit.rule import Pack

SWITCH: Final = "AUDIT_CACHE"
"""Environment variable: the folder of the cache, or ``off``."""
KEPT: Final = 6
"""Entries kept; older ones go when a new one is written."""

_HERE: Final = Path(__file__).parent
BUILTIN: Final = next(path for path in (_HERE / "_rules", _HERE.parent / "rules") if path.is_dir())
"""The packs that ship: beside the package in a checkout, inside it in a wheel."""

_DIGEST: Final = sha256().digest_size


def cached(root: Path, build: Callable[[], "tuple[Pack, ...]"], name: str = "packs") -> "tuple[Pack, ...]":
    """The packs under a folder as they were built before, if neither their files nor this program changed since.

    ``name`` tells what was built from them.
    """
    folder = cache_folder()
    if folder is None:
        return build()
    path = folder / f"{name}-{_key(root)}.bin"
    packs = _load(path)
    if packs is None:
        packs = build()
        _store(path, packs)
    return packs


def cache_folder() -> Path | None:
    """Where the cache lies: as `SWITCH` says, or where the platform keeps such things; None: nowhere."""
    wanted = os.environ.get(SWITCH)
    if wanted == "off":
        return None
    if wanted:
        return Path(wanted)
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "source-audit"


def _key(root: Path) -> str:
    """Names what the packs are built from: their content, this program's files, Python."""
    digest = sha256(f"{sys.version} {root}".encode())
    for name, said in (*_contents(root), *_states(_HERE)):
        digest.update(f"\0{name}\0".encode())
        digest.update(said)
    return digest.hexdigest()[:32]


def _contents(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(root.glob("*/*.y*ml")):
        yield str(path.relative_to(root)), path.read_bytes()


def _states(package: Path) -> Iterator[tuple[str, bytes]]:
    """Size and time of every module and table: in a checkout they change while the version does not."""
    for path in sorted(path for path in package.rglob("*.*") if path.parent.name != "__pycache__"):
        state = path.stat()
        yield str(path.relative_to(package)), f"{state.st_size} {state.st_mtime_ns}".encode()


def _load(path: Path) -> "tuple[Pack, ...] | None":
    """What was stored, if it is whole and the user's own: a pickle is code, so nobody else's is opened."""
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None
        raw = path.read_bytes()
        if sha256(raw[_DIGEST:]).digest() != raw[:_DIGEST]:
            return None
        packs: tuple[Pack, ...] = pickle.loads(raw[_DIGEST:])  # noqa: S301
    except Exception:  # whatever it is, the packs are built anew
        return None
    return packs


def _store(path: Path, packs: "tuple[Pack, ...]") -> None:
    try:
        raw = pickle.dumps(packs, pickle.HIGHEST_PROTOCOL)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(sha256(raw).digest() + raw)
        part.replace(path)
        entries = sorted(path.parent.glob("*-*.bin"), key=lambda entry: entry.stat().st_mtime, reverse=True)
        for old in entries[KEPT:]:
            old.unlink(missing_ok=True)
    except Exception:  # a matcher that cannot be pickled, a full disk, a folder that is not ours: the run goes on
        return
