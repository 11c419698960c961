"""A document that could not be read: reported beside the others, never in place of them."""

from dataclasses import dataclass

from audit.errors import Problem


@dataclass(frozen=True, slots=True)
class Unreadable:
    """``path`` as the user wrote it; ``problem`` names the file, and the line where one is known."""

    path: str
    problem: Problem
    id: str | None = None


def unreadable(path: str, message: str, line: int | None = None, id: str | None = None) -> Unreadable:
    """An unreadable file, or a record at one of its lines (counted from 1)."""
    return Unreadable(path, Problem(path if line is None else f"{path}:{line}", message), id)
