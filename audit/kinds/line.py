"""``kind: line``: whole lines that say one of some wordings, and nothing else."""

from typing import Final

from pydantic import BaseModel, Field

from audit.kind import STRICT, Context, Kind, OptionError
from audit.labels import LONGEST
from audit.matchers.lines import Lines, wordings


class Options(BaseModel):
    model_config = STRICT
    lines: tuple[str, ...] = Field(
        default=(),
        description="The wordings, one or, line by line, several a string. Case, vowel marks, outer punctuation and "
        "the value of numbers do not count; one '*' stands for any text.",
    )
    lists: tuple[str, ...] = Field(default=(), description="Names of the pack's lists whose words count as wordings.")
    joined: int | None = Field(
        default=None, ge=1, le=9, description="Also lines that are so many wordings in a row or more, even glued."
    )
    alone: bool = Field(default=True, description="Whether one wording by itself is enough; else only 'joined' ones.")
    marks: int | None = Field(
        default=None, ge=1, le=9, description="Also lines of at most so many characters, none a letter or a number."
    )
    most_words: int = Field(default=LONGEST, ge=1, le=LONGEST, description="A line of more words is left alone.")


def build(options: Options, context: Context) -> Lines:
    found = wordings(options.lines, options.lists, context)
    if not found and options.marks is None:
        raise OptionError("lines", "at least one wording is needed")
    return Lines(found, options.joined, options.marks, options.alone, options.most_words)


KIND: Final = Kind("line", "Whole lines that say one of some wordings.", Options, build)
