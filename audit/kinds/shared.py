"""``kind: shared``: whole lines that stand in several documents of one run (``--shared N``); without it, none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, Field

from audit.kind import STRICT, Context, Kind
from audit.rule import Match
from audit.text import Span
from audit.view import View


class Options(BaseModel):
    model_config = STRICT
    most_words: int = Field(default=25, ge=1, le=40, description="A longer line is left alone.")


@dataclass(frozen=True)
class Shared:
    """Short lines that the run found in so many documents; what they say is compared as `audit.labels` reads it."""

    most_words: int

    @property
    def literals(self) -> Sequence[str]:
        return ()

    def find(self, view: View, hits: Sequence[Span] | None) -> Iterator[Match]:  # noqa: ARG002
        if not view.shared:
            return
        for index, said in view.labels.texts.items():
            line = view.lines[index]
            if line.words <= self.most_words and (documents := view.shared.get(said)) is not None:
                yield Match(line.span, {"documents": str(documents)})


def build(options: Options, context: Context) -> Shared:  # noqa: ARG001
    return Shared(options.most_words)


def _fills(_: Any) -> frozenset[str]:
    return frozenset({"documents"})


KIND: Final = Kind("shared", "Lines that stand in several documents of one run.", Options, build, _fills)
