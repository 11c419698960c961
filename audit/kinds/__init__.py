"""The kinds of rules, one file each. A new kind is one file and one name in this table."""

from collections.abc import Mapping
from typing import Final

from audit.kind import Kind
from audit.kinds import (
    balance,
    break_,
    date,
    encoding,
    fact,
    glossary,
    language,
    line,
    pattern,
    phrase,
    repeat,
    run,
    script,
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
        run,
        unstopped,
        repeat,
        balance,
        variant,
        script,
        date,
        encoding,
        fact,
        language,
    )
}
