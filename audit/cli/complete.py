"""What the shell offers when the tab key is pressed."""

from collections.abc import Callable


def names_of(table: str) -> Callable[[str], list[str]]:
    """A completion that offers what one of `_TABLES` lists."""

    def complete(incomplete: str) -> list[str]:
        return [name for name in _TABLES[table]() if name.startswith(incomplete)]

    return complete


def _formats() -> list[str]:
    from audit.renderers import RENDERERS

    return list(RENDERERS)


def _reports() -> list[str]:
    return [f"{name}=" for name in _formats()]


def _severities() -> list[str]:
    from audit.finding import Severity

    return list(Severity)


def _categories() -> list[str]:
    from audit.finding import CATEGORIES

    return [f"{name}=" for name in CATEGORIES]


def _inputs() -> list[str]:
    from audit.readers import FORMATS

    return list(FORMATS)


def _rules() -> list[str]:
    from audit.packs import load_packs
    from audit.selection import prefixes

    return list(prefixes(rule for pack in load_packs() for rule in pack.rules))


_TABLES = {
    "formats": _formats,
    "reports": _reports,
    "severities": _severities,
    "categories": _categories,
    "inputs": _inputs,
    "rules": _rules,
}
