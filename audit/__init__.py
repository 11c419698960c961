"""Source quality and translation artefacts: what is wrong in a text, where, and what it costs."""

__version__ = "0.1.0"
