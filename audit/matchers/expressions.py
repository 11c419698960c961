"""Expressions of rules: the pack's lists written out in them."""

from collections.abc import Mapping
from typing import Final

import regex

from audit.fold import LETTERS, key
from audit.kind import OptionError

_LIST: Final = regex.compile(r"\\L<(\w+)>")


def expanded(source: str, lists: Mapping[str, tuple[str, ...]], *, folded: bool) -> str:
    """The expression with its lists written out, longest word first. Raises `OptionError` for an unknown list."""

    def choices(hit: regex.Match[str]) -> str:
        if hit[1] not in lists:
            known = ", ".join(sorted(lists)) or "none"
            raise OptionError("pattern", f"unknown list '{hit[1]}' (known: {known})")
        words = sorted(
            set(map(key, lists[hit[1]])) if folded else set(lists[hit[1]]), key=lambda word: (-len(word), word)
        )
        return "(?:" + "|".join(regex.escape(word, literal_spaces=True) for word in words) + ")"

    written = _LIST.sub(choices, source)
    return written.translate(LETTERS) if folded else written
