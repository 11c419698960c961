"""How many cuts the torn-sentence rules see: `python scripts/inject_breaks.py FILE.jsonl.gz [LANGUAGE] [--show N]`.

Clean documents get full stops one to three words before the end of some sentences; each is looked for in the findings
of category `segmentation`. What fires elsewhere is a false alarm.
"""

import argparse
import gzip
import json
import random
from pathlib import Path

import regex

from audit.finding import Confidence
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.text import plain

END = regex.compile(r"(?<=[\p{L}\p{M}]{2})[.](?=\s|$)", regex.MULTILINE)
LEAST = 9
"""A sentence has at least so many words to be cut."""


def cut(text: str, source: random.Random, share: float) -> tuple[str, list[tuple[int, int]]]:
    """The text with stops put into a share of its sentences, and where each stands, with how many words after it."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    done = length = 0
    for end in END.finditer(text):
        start = max(text.rfind("\n", 0, end.start()) + 1, text.rfind(". ", 0, end.start()) + 1)
        words = list(regex.finditer(r"\S+", text, pos=start, endpos=end.start()))
        if len(words) < LEAST or source.random() > share:
            continue
        count = source.randint(1, 3)
        at = words[-count - 1].end()
        if at < done or not text[at - 1].isalpha():
            continue
        piece = text[done:at]
        pieces.append(piece + ".")
        length += len(piece) + 1
        places.append((length - 1, count))
        done = at
    pieces.append(text[done:])
    return "".join(pieces), places


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("language", nargs="?", default="ar")
    parser.add_argument("--share", type=float, default=0.2)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    auditor = Auditor(load_packs())
    source = random.Random(0)
    placed = {1: 0, 2: 0, 3: 0}
    seen = {1: 0, 2: 0, 3: 0}
    missed: list[str] = []
    false = 0
    with gzip.open(options.file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["lang"] != options.language:
                continue
            text, places = cut(row["text"], source, options.share)
            spans = [
                finding.span
                for finding in (
                    placed.finding for placed in auditor.audit(plain(text, row["id"], row["lang"])).findings
                )
                if finding.span and finding.category == "segmentation" and finding.confidence is not Confidence.LOW
            ]
            for at, count in places:
                placed[count] += 1
                if any(span.start <= at < span.end for span in spans):
                    seen[count] += 1
                else:
                    missed.append(text[max(0, at - 50) : at + 40].replace("\n", "|"))
            false += sum(not any(span.start <= at < span.end for at, _ in places) for span in spans)
    total = sum(placed.values())
    print("\n".join(random.Random(1).sample(missed, min(options.show, len(missed)))))
    for count, number in placed.items():
        print(f"{count} words after the cut: {seen[count]} of {number} found")
    print(f"all: {sum(seen.values())} of {total} = {sum(seen.values()) / max(1, total):.3f}; elsewhere {false}")


if __name__ == "__main__":
    main()
