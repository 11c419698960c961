"""How well page furniture is told from text: `python scripts/measure_boilerplate.py EVAL_FOLDER [--show SET]`.

EVAL_FOLDER holds the JSON lines (gzip) `clean`, `page_lines`, `page_docs`, `cms_strings`, `web_pages`. Only the packs
of the category are loaded, so that the figures do not depend on other rules. `--show SET` lists what was flagged or
missed in one of them.
"""

import argparse
import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from audit.finding import Confidence
from audit.packs import BUILTIN, load_packs
from audit.pipeline import Auditor
from audit.report import DocumentReport
from audit.text import Span, plain

PACKS = ("boilerplate.yaml", "cms.yaml", "headlines.yaml", "sections.yaml")


def rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def spans(report: DocumentReport) -> list[tuple[Span, str]]:
    return [
        (placed.finding.span, placed.finding.rule)
        for placed in report.findings
        if placed.finding.span and placed.finding.confidence is not Confidence.LOW
    ]


def line_spans(lines: Sequence[str]) -> list[Span]:
    found, start = [], 0
    for line in lines:
        found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


def flagged(report: DocumentReport, places: Sequence[Span]) -> list[list[str]]:
    """The rules that flagged each line: those whose finding covers half of it."""
    hits = spans(report)
    return [
        [
            rule
            for span, rule in hits
            if min(span.end, at.end) - max(span.start, at.start) >= max(1, (at.end - at.start) / 2)
        ]
        for at in places
    ]


def clean(auditor: Auditor, folder: Path, show: bool) -> None:
    known = set((folder / "clean_known.txt").read_text(encoding="utf-8").split())
    documents = hit = size = 0
    rules: Counter[str] = Counter()
    by_language: Counter[str] = Counter()
    took = 0.0
    for row in rows(folder, "clean"):
        if row["id"] in known:
            continue
        documents += 1
        size += len(row["text"].encode())
        begun = time.perf_counter()
        report = auditor.audit(plain(row["text"], row["id"], row["lang"]))
        took += time.perf_counter() - begun
        found = spans(report)
        hit += bool(found)
        by_language[row["lang"]] += bool(found)
        rules.update({rule for _, rule in found})
        if show:
            for span, rule in found:
                text = row["text"]
                before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
                print(f"  {row['id']} {rule} {before + '>>>' + text[slice(*span)] + '<<<' + after!r}")
    print(f"clean: {hit} of {documents} documents flagged ({hit / documents:.3f}); {size / took / 1e6:.1f} MB/s")
    print("  documents by rule:", dict(rules.most_common()))
    print("  by language:", {name: count for name, count in by_language.most_common() if count})


def page_lines(auditor: Auditor, folder: Path, show: bool) -> None:
    counts: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    twice = 0
    for row in rows(folder, "page_lines"):
        lines = [text.replace("\n", " ") for text, _, _ in row["lines"]]
        report = auditor.audit(plain("\n".join(lines), row["id"], row["lang"]))
        for (text, label, sites), rules in zip(row["lines"], flagged(report, line_spans(lines)), strict=True):
            name = "common" if label == "b" and sites >= 3 else label
            counts[name] += 1
            found[name] += bool(rules)
            twice += len(rules) > 1
            if show and label == "c" and rules:
                print(f"  content {row['id'][:40]} {rules} {text[:90]!r}")
            if name == "common" and not rules:
                missed[text[:50]] += 1
    if show:
        print("  missed:", missed.most_common(150))
    print(
        "page_lines:",
        ", ".join(f"{name} {found[name]}/{counts[name]} = {found[name] / counts[name]:.4f}" for name in counts),
    )
    print(f"  lines flagged by more than one rule: {twice}")


def page_docs(auditor: Auditor, folder: Path) -> None:
    scores: dict[str, list[float]] = defaultdict(list)
    for row in rows(folder, "page_docs"):
        report = auditor.audit(plain(row["text"], row["id"], row["lang"]))
        scores[row["label"]].append(dict(report.categories).get("boilerplate", 100.0))
    wins = sum((good > bad) + (good == bad) / 2 for good in scores["clean"] for bad in scores["leak"])
    area = wins / (len(scores["clean"]) * len(scores["leak"]))
    medians = {label: round(sorted(values)[len(values) // 2], 1) for label, values in scores.items()}
    print(f"page_docs: ROC-AUC {area:.4f}; median sub-scores {medians}")


def cms_strings(auditor: Auditor, folder: Path, show: bool) -> None:
    wanted: dict[str, Counter[str]] = defaultdict(Counter)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows(folder, "cms_strings"):
        # The string stands alone on a line, below a text.
        document = plain(f"{row['visible']}\n", row["id"], row["lang"])
        wanted[row["category"]][row["lang"]] += 1
        hit = bool(spans(auditor.audit(document)))
        found[row["category"]][row["lang"]] += hit
        if show and not hit and row["category"] in ("comment_form", "comment_status"):
            print(
                f"  missed {row['category']} {row['lang']} {row['cms']} {row['msgid'][:50]!r}: {row['visible'][:80]!r}"
            )
    for category, languages in wanted.items():
        big = [name for name, count in languages.items() if count >= 10] or list(languages)
        macro = sum(found[category][name] / languages[name] for name in big) / len(big)
        total = sum(found[category].values()) / sum(languages.values())
        print(f"cms_strings {category}: {total:.3f} of all, macro {macro:.3f} over {len(big)} languages")


def web_pages(auditor: Auditor, folder: Path, show: bool) -> None:
    right = wrong = missed = required = got = content = 0
    for row in rows(folder, "web_pages"):
        labels = {line["n"]: line["label"] for line in row["lines"]}
        lines = row["text"].split("\n")
        report = auditor.audit(plain(row["text"], row["id"], row["lang"]))
        hits = spans(report)
        for number, (text, rules) in enumerate(zip(lines, flagged(report, line_spans(lines)), strict=True), 1):
            label = labels.get(number)
            if label is None or not text.strip():
                continue
            if label == "boilerplate":
                right += bool(rules)
                missed += not rules
                if show and not rules:
                    print(f"  missed {row['id']} {text[:100]!r}")
            elif rules:
                wrong += 1
                content += label == "content"
                if show:
                    print(f"  false ({label}) {row['id']} {rules} {text[:100]!r}")
        for want in row["findings"]:
            if want["category"] == "boilerplate" and want["required"]:
                required += 1
                length = want["end"] - want["start"]
                got += any(
                    span.start < want["end"] and want["start"] < span.end and span.end - span.start <= 2 * length + 4
                    for span, _ in hits
                )
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"web_pages: lines precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} "
        f"({wrong} wrong, {content} of them content); required findings {got} of {required}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", default="")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    paths = sorted(path for path in BUILTIN.glob("*/*.yaml") if path.name in PACKS)
    auditor = Auditor(load_packs(paths, builtin=False))
    chosen = options.only.split(",") if options.only else []
    if not chosen or "clean" in chosen:
        clean(auditor, options.folder, options.show == "clean")
    if not chosen or "page_lines" in chosen:
        page_lines(auditor, options.folder, options.show == "page_lines")
    if not chosen or "page_docs" in chosen:
        page_docs(auditor, options.folder)
    if not chosen or "cms_strings" in chosen:
        cms_strings(auditor, options.folder, options.show == "cms_strings")
    if not chosen or "web_pages" in chosen:
        web_pages(auditor, options.folder, options.show == "web_pages")


if __name__ == "__main__":
    main()
