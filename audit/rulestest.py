"""Every example of every rule, run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.examples import failures
from audit.packcache import BUILTIN
from audit.packs import load_packs
from audit.renderers.terminal import tame
from audit.rule import Pack, Rule


@dataclass(frozen=True, slots=True)
class Tested:
    """``lines``: what is wrong, each with its place; ``failed``: whether something is, warnings aside."""

    lines: tuple[str, ...]
    summary: str
    failed: bool


def shipped(path: Path) -> bool:
    """Whether a path lies in the folder of the shipped packs, which are loaded anyway."""
    return path.resolve().is_relative_to(BUILTIN.resolve())


def tested(packs: Sequence[Pack]) -> Tested:
    """Run the examples. A shipped rule without bad or good ones is a failure, a user's rule a warning."""
    own = {rule.place for pack in load_packs() for rule in pack.rules}
    rules = [rule for pack in packs for rule in pack.rules]
    failed: list[str] = []
    warned: list[str] = []
    for rule in rules:
        failed += [f"error: {rule.place}: {rule.id} {tame(failure)}" for failure in failures(rule)]
        for lacking in _lacking(rule):
            if rule.place in own:
                failed.append(f"error: {rule.place}: {lacking}")
            else:
                warned.append(f"warning: {rule.place}: {lacking}")
    examples = sum(len(each.bad) + len(each.good) + len(each.known_miss) for each in (rule.examples for rule in rules))
    counts = f"{len(rules):,} rules, {examples:,} examples"
    said = f"{len(failed):,} failed" if failed else "all as they say"
    warnings = f", {len(warned):,} warnings" if len(warned) > 1 else ", 1 warning" if warned else ""
    return Tested((*failed, *warned), f"{counts}: {said}{warnings}.", bool(failed))


def _lacking(rule: Rule) -> list[str]:
    examples = rule.examples
    return [
        f"{rule.id} has no {name} example"
        for name, given in (("bad", examples.bad), ("good", examples.good))
        if not given
    ]
