"""The gate: one pass over the folded text tells which rules can match at all, and where."""

from audit.prefilter.automaton import Automaton
from audit.prefilter.required import impossible, required

__all__ = ["Automaton", "impossible", "required"]
