"""Which rules of the loaded packs are run, and how grave they are: prefixes of names decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar

from audit.errors import AuditError, Problem, mistake
from audit.finding import Severity
from audit.rule import Pack, Rule

Value = TypeVar("Value")


def names(rule: Rule) -> tuple[str, ...]:
    """What a rule is called: its name, and those it had before, in full."""
    aliases = (alias if alias.startswith(f"{rule.pack}.") else f"{rule.pack}.{alias}" for alias in rule.aliases)
    return (rule.id, *aliases, *(alias for alias in rule.aliases if "." in alias))


def selects(prefix: str, rule: Rule) -> bool:
    """Whether a prefix covers a rule: ``ar``, ``ar.dates`` and ``ar.dates.weekday`` all cover ``ar.dates.weekday``."""
    return any(name == prefix or name.startswith(f"{prefix}.") for name in names(rule))


def narrowed(
    packs: Sequence[Pack],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    switches: Mapping[str, bool] | None = None,
    severities: Mapping[str, Severity] | None = None,
) -> tuple[Pack, ...]:
    """The packs with the rules that are left, their severities changed; a pack without rules is left out.

    ``select`` keeps what it names (empty: everything), then ``ignore`` drops; ``switches`` turn packs or single rules
    on and off, where the longer prefix wins, as it does in ``severities``. A rule that is off by itself runs when its
    full name is selected or a switch turns it on. Raises `AuditError` for every prefix that
    covers no rule, and when no rule is left.
    """
    switches, severities = switches or {}, severities or {}
    rules = [rule for pack in packs for rule in pack.rules]
    problems = [
        _unknown(place, prefix, rules)
        for place, prefixes in (("select", select), ("ignore", ignore), ("packs", switches), ("severity", severities))
        for prefix in prefixes
        if not any(selects(prefix, rule) for rule in rules)
    ]
    if problems:
        raise AuditError(problems)

    def kept(rule: Rule) -> bool:
        chosen = not select or any(selects(prefix, rule) for prefix in select)
        on = _longest(rule, switches)
        if on is None:
            on = rule.default or any(prefix in names(rule) for prefix in select)
        return chosen and on and not any(selects(prefix, rule) for prefix in ignore)

    def graded(rule: Rule) -> Rule:
        severity = _longest(rule, severities)
        return replace(rule, severity=severity) if severity and severity is not rule.severity else rule

    left = tuple(replace(pack, rules=tuple(graded(rule) for rule in pack.rules if kept(rule))) for pack in packs)
    if not any(pack.rules for pack in left):
        raise mistake("nothing is left to check: 'select', 'ignore' and 'packs' together switch every rule off")
    return tuple(pack for pack in left if pack.rules)


def covered(packs: Sequence[Pack], select: Sequence[str]) -> tuple[Pack, ...]:
    """The packs with the rules that prefixes cover, all if there are none. Raises `AuditError` for unknown ones."""
    rules = [rule for pack in packs for rule in pack.rules]
    unknown = [prefix for prefix in select if not any(selects(prefix, rule) for rule in rules)]
    if unknown:
        raise AuditError([_unknown("select", prefix, rules) for prefix in unknown])
    left = (
        replace(
            pack,
            rules=tuple(rule for rule in pack.rules if not select or any(selects(prefix, rule) for prefix in select)),
        )
        for pack in packs
    )
    return tuple(pack for pack in left if pack.rules)


def named(packs: Sequence[Pack], name: str) -> Rule:
    """The rule of a name, or of a prefix that covers only one. Raises `AuditError`."""
    rules = [rule for pack in packs for rule in pack.rules]
    exact = [rule for rule in rules if name in names(rule)]
    found = exact or [rule for rule in rules if selects(name, rule)]
    if not found:
        raise mistake(f"no rule is called '{name}'{nearest_prefix(name, rules)}")
    if len(found) > 1:
        raise mistake(f"'{name}' covers {len(found)} rules: `audit rules list --select {name}` lists them")
    return found[0]


def _unknown(place: str, prefix: str, rules: Iterable[Rule]) -> Problem:
    return Problem(place, f"no rule is called '{prefix}' or lies under it{nearest_prefix(prefix, rules)}")


def _longest(rule: Rule, table: Mapping[str, Value]) -> Value | None:
    """The value of the longest prefix in a table that covers a rule."""
    covering = [prefix for prefix in table if selects(prefix, rule)]
    return table[max(covering, key=len)] if covering else None


def prefixes(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Every prefix that covers some rule, sorted."""
    found: set[str] = set()
    for rule in rules:
        for name in names(rule):
            parts = name.split(".")
            found.update(".".join(parts[:length]) for length in range(1, len(parts) + 1))
    return tuple(sorted(found))


def nearest_prefix(prefix: str, rules: Iterable[Rule]) -> str:
    """`` (did you mean 'x'?)`` for the prefix meant, or where the names are listed."""
    valid = prefixes(rules)
    last = prefix.rpartition(".")[2]
    endings = [name for name in valid if name.endswith(f".{last}")]
    close = get_close_matches(prefix, endings or valid, n=1, cutoff=0.5 if endings else 0.6)
    return f" (did you mean '{close[0]}'?)" if close else " (`audit rules list` shows all)"
