"""A progress bar on standard error, for people who wait."""

import sys
from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Final, TypeVar

Item = TypeVar("Item")

PATIENCE: Final = 1.5
"""Seconds before a bar is shown: a short run needs none."""


def watched(items: Iterable[Item], total: int | None, *, shown: bool) -> Iterator[Item]:
    """The items, with a bar that counts them once the run is long. ``total`` None: their number is not known."""
    if not shown or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("auditing"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("audit", total=total)
    begun = monotonic()
    started = False
    try:
        for item in items:
            if not started and monotonic() - begun > PATIENCE:
                bar.start()
                started = True
            yield item
            bar.advance(task)
    finally:
        if started:
            bar.stop()
