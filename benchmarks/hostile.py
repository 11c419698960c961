"""Seconds for text that tempts rules to look at everything again and again: `python benchmarks/hostile.py`.

Each text is audited at one length and at four times that length: four times the seconds is linear, sixteen quadratic.
"""

from time import process_time

from audit.run import Plan, prepare
from audit.text import plain

LENGTH = 10_000
TEXTS = {
    "spaces": " ",
    "brackets": "(",
    "quotation marks": "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}",
    "one long word": "a",
    "one long Arabic word": "\N{ARABIC LETTER BEH}",
    "tatweel": "\N{ARABIC TATWEEL}",
    "initials": "a.",
    "doubled words": "word and ",
    "dates": "12 January 1998 / ",
    "short lines": "short line\n",
}


def main() -> None:
    auditor = prepare(Plan())
    for language in ("ar", "en", "fr"):
        auditor.audit(plain("A text.", language=language))
        for name, unit in TEXTS.items():
            seconds = []
            for length in (LENGTH, 4 * LENGTH):
                document = plain((unit * length)[:length], language=language)
                start = process_time()
                auditor.audit(document)
                seconds.append(process_time() - start)
            factor = seconds[1] / max(seconds[0], 1e-4)
            print(f"{language}  {name:22} {seconds[0]:7.3f} s {seconds[1]:7.3f} s  x {factor:.1f}")


if __name__ == "__main__":
    main()
