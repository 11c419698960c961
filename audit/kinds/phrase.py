"""``kind: phrase``: any of a list of fixed wordings."""

from typing import Final, Literal

from pydantic import BaseModel, Field

from audit.fold import FOLDS, Fold, fold
from audit.kind import STRICT, Context, Kind, OptionError
from audit.matchers.phrase import Phrase


class Options(BaseModel):
    model_config = STRICT
    phrases: tuple[str, ...] = Field(default=(), description="The wordings.")
    lists: tuple[str, ...] = Field(default=(), description="Names of the pack's lists whose words count as wordings.")
    boundary: Literal["word", "anywhere"] = Field(default="word", description="Where a wording may begin and end.")
    attached: bool | None = Field(
        default=None, description="Whether Arabic conjunctions, prepositions and the article may be written onto it."
    )
    fold: tuple[Fold, ...] = Field(default=FOLDS, description="Which differences of spelling do not count.")
    extent: Literal["found", "line"] = Field(default="found", description="Whether the whole line is the finding.")


def build(options: Options, context: Context) -> Phrase:
    phrases = context.words("lists", options.phrases, options.lists)
    if not phrases:
        raise OptionError("phrases", "at least one wording is needed")
    for phrase in phrases:
        if not fold(phrase).text.strip():
            raise OptionError("phrases", f"'{phrase}' holds nothing to look for")
    attached = context.language == "ar" if options.attached is None else options.attached
    return Phrase(phrases, options.boundary, attached, frozenset(options.fold), options.extent)


KIND: Final = Kind("phrase", "Any of a list of fixed wordings.", Options, build)
