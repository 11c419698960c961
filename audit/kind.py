"""What a kind of rule brings: the keys its YAML may set, and how they become a matcher."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from audit.rule import Matcher

STRICT: Final = ConfigDict(extra="forbid", frozen=True, defer_build=True)
"""For the options of every kind: an unknown key is an error. Validators are built when a pack needs them."""


class OptionError(Exception):
    """An option that cannot be right. ``option`` names the key, for the place of the message."""

    def __init__(self, option: str, message: str) -> None:
        super().__init__(message)
        self.option = option
        self.message = message


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule inherits from its pack: the language of its wordings and the pack's named lists of words.

    ``eager``: expressions are compiled at once, so that their mistakes are reported with all others.
    """

    language: str
    lists: Mapping[str, tuple[str, ...]]
    eager: bool = False

    def words(self, option: str, wordings: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
        """Wordings of the rule's own and those of the named lists. Raises `OptionError` for an unknown list."""
        found = list(wordings)
        for name in names:
            if name not in self.lists:
                known = ", ".join(sorted(self.lists)) or "none in this pack"
                raise OptionError(option, f"unknown list '{name}' (known: {known})")
            found.extend(self.lists[name])
        return tuple(dict.fromkeys(found))


def _no_values(_: Any) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True, slots=True)
class Kind:
    """``build`` may raise `OptionError`. ``fills`` names the values, besides ``found``, that messages may use."""

    name: str
    summary: str
    options: type[BaseModel]
    build: Callable[[Any, Context], Matcher]
    fills: Callable[[Any], frozenset[str]] = _no_values
