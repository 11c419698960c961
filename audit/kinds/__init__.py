"""The kinds of rules, one file each. A new kind is one file and one name in this table."""

from collections.abc import Mapping
from typing import Final

from audit.kind import Kind
from audit.kinds import (
    after,
    balance,
    break_,
    crowd,
    date,
    empty,
    encoding,
    fact,
    glossary,
    language,
    leftover,
    line,
    measure,
    pattern,
    phrase,
    prefix,
    repeat,
    run,
    script,
    shared,
    unstopped,
    variant,
)

KINDS: Final[Mapping[str, Kind]] = {
    module.KIND.name: module.KIND
    for module in (
        phrase,
        pattern,
        break_,
        glossary,
        line,
        after,
        prefix,
        run,
        crowd,
        empty,
        unstopped,
        repeat,
        balance,
        variant,
        script,
        date,
        encoding,
        fact,
        language,
        leftover,
        measure,
        shared,
    )
}
