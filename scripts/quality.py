"""Measure the packs on every open evaluation set and rewrite `docs/quality.md`: `python scripts/quality.py FOLDER`.

FOLDER holds `gold/` and `eval/`. `--print` prints the page and writes nothing.
"""

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import regex

from audit.evaluate import GoldDocument, evaluate, furniture_lines, read_gold
from audit.finding import Confidence, Severity
from audit.packs import load_packs
from audit.pipeline import Auditor
from audit.report import DocumentReport, Placed
from audit.selection import narrowed
from audit.text import plain
from audit.verdict import Judgement
from scripts.inject import INJECTIONS

PAGE = Path(__file__).parents[1] / "docs" / "quality.md"
LANGUAGES = ("ar", "fa", "en", "de", "fr", "es", "ru", "zh", "tr", "he", "ur", "ja", "it", "pt", "pl")


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the page. ``wanted`` is a bound with its direction, empty for figures that are only reported."""

    set: str
    name: str
    value: str
    wanted: str = ""


@cache
def auditor() -> Auditor:
    return Auditor(narrowed(load_packs()))


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def audit_row(job: tuple[str, str, str | None]) -> DocumentReport:
    name, text, language = job
    return auditor().audit(plain(text, name, language))


def audited(jobs: Iterable[tuple[str, str, str | None]]) -> list[DocumentReport]:
    with ProcessPoolExecutor() as pool:
        return list(pool.map(audit_row, jobs, chunksize=16))


def counts(placed: Placed) -> bool:
    return placed.finding.confidence is not Confidence.LOW and placed.finding.severity is not Severity.INFO


def worst(report: DocumentReport, severity: Severity) -> bool:
    return any(counts(item) and item.finding.severity.rank >= severity.rank for item in report.findings)


def percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def auc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """The share of pairs ranked right, ties half."""
    ranked = sorted([(value, 1) for value in positive] + [(value, 0) for value in negative])
    total, at = 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        total += sum(label for _, label in ranked[at:end]) * ((at + end - 1) / 2 + 1)
        at = end
    n = len(positive)
    return (total - n * (n + 1) / 2) / (n * len(negative)) if positive and negative else float("nan")


def rank_correlation(pairs: Sequence[tuple[float, float]]) -> float:
    """Spearman's rho."""

    def ranks(values: Sequence[float]) -> list[float]:
        order = sorted(values)
        return [order.index(value) + (order.count(value) - 1) / 2 for value in values]

    # Pearson's correlation of the ranks.
    left, right = ranks([a for a, _ in pairs]), ranks([b for _, b in pairs])
    mean = (len(pairs) - 1) / 2
    cross: float = sum((a - mean) * (b - mean) for a, b in zip(left, right, strict=True))
    spread: float = sum((a - mean) ** 2 for a in left) * sum((b - mean) ** 2 for b in right)
    return float(cross / spread**0.5)


def seeds(folder: Path) -> Iterator[Figure]:
    gold = list(read_gold(folder / "gold" / "seeds.jsonl"))
    result = evaluate(gold, auditor())
    typography = result.categories["typography"]
    wanted, met = result.total.wanted - typography.wanted, result.total.met - typography.met
    yield Figure("seeds", "required findings found, typography apart", f"{met} of {wanted}", ">= 95 %")
    yield Figure("seeds", "required typography found", f"{typography.met} of {typography.wanted}", ">= 90 %")
    yield Figure(
        "seeds", "findings that overlap the annotation", f"{result.total.right} of {result.total.said}", ">= 95 %"
    )
    distance = sum(abs(score - quality) for _, score, quality in result.scores) / len(result.scores)
    yield Figure("seeds", "mean distance of score and annotated quality", f"{distance:.1f}", "<= 12")
    translated = {document.id: document.translated for document in gold}
    native = min(score for name, score, _ in result.scores if not translated[name])
    other = max(score for name, score, _ in result.scores if translated[name])
    yield Figure("seeds", "lead of the native pages over the translations", f"{native - other:.1f}", ">= 20")


def clean(folder: Path) -> Iterator[Figure]:
    known = {line.split("\t")[0] for line in (folder / "eval" / "clean_known.txt").read_text().splitlines()}
    data = rows(folder / "eval" / "clean.jsonl.gz")
    reports = audited((row["id"], row["text"], row["lang"].partition("-")[0]) for row in data)
    kept = [report for report in reports if report.path not in known]
    scores = [report.score for report in kept]
    yield Figure("clean", "median score", f"{median(scores):.1f}", ">= 97")
    yield Figure("clean", "documents below 80", percent(sum(score < 80 for score in scores), len(kept)), "<= 3 %")
    for severity, bound in ((Severity.MAJOR, "<= 3 %"), (Severity.CRITICAL, "<= 0.5 %")):
        hit = sum(worst(report, severity) for report in kept)
        yield Figure("clean", f"documents with a {severity} finding", percent(hit, len(kept)), bound)
    called = sum(
        report.translation is not None and report.translation.verdict is Judgement.MACHINE_TRANSLATED for report in kept
    )
    yield Figure("clean", "called machine-translated", percent(called, len(kept)), "<= 1 %")
    found = audited((row["id"], row["text"], None) for row in data)
    by_language: dict[str, list[bool]] = defaultdict(list)
    for row, report in zip(data, found, strict=True):
        language = row["lang"].partition("-")[0]
        by_language[language].append(report.language.partition("-")[0] == language)
    low = min((sum(hits) / len(hits), code) for code, hits in by_language.items() if code in LANGUAGES)
    yield Figure(
        "clean", f"document language right, lowest of {len(LANGUAGES)} ({low[1]})", f"{100 * low[0]:.1f} %", ">= 98 %"
    )
    CLEAN_TABLES.extend(_clean_tables(kept))


CLEAN_TABLES: list[str] = []


def _clean_tables(reports: Sequence[DocumentReport]) -> Iterator[str]:
    words: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    in_documents: Counter[str] = Counter()
    for report in reports:
        words[report.language] += report.words
        hit = [item.finding.rule for item in report.findings if counts(item)]
        findings[report.language] += len(hit)
        rules.update(hit)
        in_documents.update(set(hit))
    yield "| language | documents | findings per 1,000 words |\n|---|---|---|\n" + "\n".join(
        f"| {code} | {documents} | {1000 * findings[code] / max(1, words[code]):.2f} |"
        for code in sorted(words)
        for documents in (sum(report.language == code for report in reports),)
    )
    total = sum(words.values())
    yield "| rule | findings | documents | findings per 1,000 words |\n|---|---|---|---|\n" + "\n".join(
        f"| {rule} | {count} | {in_documents[rule]} | {1000 * count / total:.3f} |"
        for rule, count in rules.most_common()
    )


def web_pages(folder: Path) -> Iterator[Figure]:
    data = rows(folder / "eval" / "web_pages.jsonl.gz")
    gold = [GoldDocument.model_validate({**row, "language": None}) for row in data]
    result = evaluate(gold, auditor())
    yield Figure("web_pages", "required findings found", percent(result.total.met, result.total.wanted), ">= 75 %")
    recalls = [count.recall for count in result.categories.values() if count.recall is not None]
    yield Figure("web_pages", "the same, mean over categories", f"{100 * sum(recalls) / len(recalls):.1f} %", ">= 70 %")
    for name, count in sorted(result.categories.items()):
        value = f"{count.met} of {count.wanted} found; {count.right} of {count.said} right"
        yield Figure("web_pages", f"· {name}", value)
    yield Figure("web_pages", "precision", percent(result.total.right, result.total.said), ">= 88 %")
    yield Figure("web_pages", "furniture lines, F1", f"{result.furniture.f1 or 0:.3f}", ">= 0.75")
    for label, name, bound in (
        (True, "machine-translated pages called so", ">= 45 %"),
        (False, "others called so", "<= 3 %"),
    ):
        total = sum(n for (is_mt, _), n in result.verdicts.items() if is_mt is label)
        called = result.verdicts.get((label, Judgement.MACHINE_TRANSLATED), 0)
        yield Figure("web_pages", name, f"{percent(called, total)} of {total}", bound)
    pairs = [(score, quality) for _, score, quality in result.scores]
    yield Figure("web_pages", "rank correlation of score and quality", f"{rank_correlation(pairs):.3f}", ">= 0.55")


def page_lines(folder: Path) -> Iterator[Figure]:
    data = rows(folder / "eval" / "page_lines.jsonl.gz")
    texts = ["\n".join(line[0].replace("\r", " ").replace("\n", " ") for line in row["lines"]) for row in data]
    reports = audited((row["id"], text, None) for row, text in zip(data, texts, strict=True))
    content = flagged = common = found = 0
    for row, text, report in zip(data, texts, reports, strict=True):
        covered = furniture_lines(text, [item for item in report.findings if counts(item)])
        for number, (_, label, sites) in enumerate(row["lines"], 1):
            content += label == "c"
            flagged += label == "c" and number in covered
            common += label == "b" and sites >= 3
            found += label == "b" and sites >= 3 and number in covered
    yield Figure("page_lines", "content lines flagged", percent(flagged, content), "<= 0.5 %")
    yield Figure("page_lines", "furniture of three sites or more found", percent(found, common), ">= 60 %")


def page_docs(folder: Path) -> Iterator[Figure]:
    data = rows(folder / "eval" / "page_docs.jsonl.gz")
    reports = audited((row["id"], row["text"], None) for row in data)
    value = {row["id"]: dict(report.categories)["boilerplate"] for row, report in zip(data, reports, strict=True)}
    split = {label: [-value[row["id"]] for row in data if row["label"] == label] for label in ("leak", "clean")}
    yield Figure(
        "page_docs", "AUC of the boilerplate sub-score", f"{auc(split['leak'], split['clean']):.3f}", ">= 0.98"
    )


def cms_strings(folder: Path) -> Iterator[Figure]:
    data = [row for row in rows(folder / "eval" / "cms_strings.jsonl.gz") if row["category"] == "comment_form"]
    reports = audited((row["id"], row["visible"], row["lang"]) for row in data)
    hits: dict[str, list[bool]] = defaultdict(list)
    for row, report in zip(data, reports, strict=True):
        hits[row["lang"]].append(
            any(item.finding.category == "boilerplate" and counts(item) for item in report.findings)
        )
    macro = sum(sum(found) / len(found) for found in hits.values()) / len(hits)
    yield Figure(
        "cms_strings", f"comment-form strings found, mean over {len(hits)} languages", f"{100 * macro:.1f} %", ">= 80 %"
    )


def mojibake(folder: Path) -> Iterator[Figure]:
    data = rows(folder / "eval" / "mojibake.jsonl.gz")
    reports = audited((row["id"], row["text"], None) for row in data)
    hit = {
        row["id"]: any(item.finding.category == "encoding" and counts(item) for item in report.findings)
        for row, report in zip(data, reports, strict=True)
    }
    damaged = [row["id"] for row in data if row["label"] == "mojibake"]
    odd = [row["id"] for row in data if row["label"] == "clean"]
    yield Figure(
        "mojibake", "damaged texts found", percent(sum(hit[name] for name in damaged), len(damaged)), ">= 95 %"
    )
    yield Figure("mojibake", "odd but right texts flagged", f"{sum(hit[name] for name in odd)} of {len(odd)}", "<= 1")


def level(text: str) -> str:
    """The same quotes, dashes and spaces around punctuation whoever wrote the text."""
    text = regex.sub(r"[“”„«»‟]|''|``", '"', text)
    text = regex.sub(r"[‘’‚`]", "'", text)
    text = regex.sub(r"[–—‒―]", "-", text)
    text = regex.sub(r"\s+([.,;:!?،؛؟%)\]])", r"\1", text)
    text = regex.sub(r"([(\[])\s+", r"\1", text)
    return regex.sub(r"[ \N{NO-BREAK SPACE}]+", " ", regex.sub(r'\s*"\s*', ' " ', text))


def verdicts(name: str, wanted: tuple[str, str] = ("", "")) -> Callable[[Path], Iterator[Figure]]:
    def measure(folder: Path) -> Iterator[Figure]:
        data = rows(folder / "eval" / f"{name}.jsonl.gz")
        for title, change, bound in (
            ("AUC, mean over languages", str, wanted[0]),
            ("the same, punctuation levelled", level, wanted[1]),
        ):
            reports = audited((row["id"], change(row["text"]), row["lang"]) for row in data)
            values: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
            for row, report in zip(data, reports, strict=True):
                assert report.translation is not None
                values[row["lang"]][row["label"]].append(report.translation.probability)
            areas = {code: auc(both["mt"], both["human"]) for code, both in values.items() if len(both) == 2}
            if areas:
                shown = ", ".join(f"{code} {area:.2f}" for code, area in sorted(areas.items()))
                yield Figure(name, title, f"{sum(areas.values()) / len(areas):.3f} ({shown})", bound)

    return measure


def injected(folder: Path) -> Iterator[Figure]:
    data = rows(folder / "eval" / "clean.jsonl.gz")
    for name, (category, inject) in INJECTIONS.items():
        dice = random.Random(name)
        jobs = []
        for row in data:
            language = row["lang"].partition("-")[0]
            made = inject(row["text"], language, dice)
            if made is not None and (language in LANGUAGES or name != "cut sentence"):
                jobs.append((language, made))
        jobs = dice.sample(jobs, min(len(jobs), 500))
        reports = audited(("", made.text, language) for language, made in jobs)
        hits: dict[str, list[bool]] = defaultdict(list)
        for (language, made), report in zip(jobs, reports, strict=True):
            hits[language].append(
                any(
                    counts(item)
                    and item.finding.category == category
                    and item.finding.span is not None
                    and item.finding.span.start < made.span.end
                    and made.span.start < item.finding.span.end
                    for item in report.findings
                )
            )
        every = [hit for found in hits.values() for hit in found]
        cut = name == "cut sentence"
        shown = ", ".join(
            f"{code} {100 * sum(found) / len(found):.0f}"
            for code, found in sorted(hits.items())
            if (cut and code in ("ar", "fa", "en")) or (not cut and sum(found) < 0.95 * len(found))
        )
        detail = f" ({shown})" if shown else ""
        bound = ">= 60 %, ar fa en >= 35 % each" if cut else ">= 95 %"
        yield Figure("injected", name, f"{percent(sum(every), len(every))} of {len(every)}{detail}", bound)


MEASURES: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "seeds": seeds,
    "clean": clean,
    "page_lines": page_lines,
    "page_docs": page_docs,
    "cms_strings": cms_strings,
    "mojibake": mojibake,
    "mt_apertium_news": verdicts("mt_apertium_news", (">= 0.92", ">= 0.88")),
    "mt_wmt15_16": verdicts("mt_wmt15_16", (">= 0.68", ">= 0.65")),
    "mt_wmt21_23": verdicts("mt_wmt21_23"),
    "mt_wmt24": verdicts("mt_wmt24"),
    "mt_msdocs": verdicts("mt_msdocs"),
    "web_pages": web_pages,
    "injected": injected,
}

HEAD = """# Measured quality

What the shipped packs do on text with labels. Most of the texts belong to others and are not part of this repository;
`make quality DATA=FOLDER` measures them again and rewrites this page. Only findings of medium or high confidence and of
severity minor or worse count.

| set | figure | value | aim |
|---|---|---|---|
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--print", action="store_true", dest="only_print")
    parser.add_argument("--set", action="append", choices=sorted(MEASURES), help="measure only this set, and print it")
    options = parser.parse_args()
    lines = []
    for name in options.set or MEASURES:
        for figure in MEASURES[name](options.folder):
            lines.append(f"| {figure.set} | {figure.name} | {figure.value} | {figure.wanted} |")
            print(lines[-1], flush=True)
    if not options.set and not options.only_print:
        tables = "\n\n".join(CLEAN_TABLES)
        page = f"{HEAD}{chr(10).join(lines)}\n\n## Findings on clean text\n\n{tables}\n"
        notes = PAGE.read_text(encoding="utf-8").partition("\n## Notes\n")[2] if PAGE.exists() else ""
        PAGE.write_text(page + (f"\n## Notes\n{notes}" if notes else ""), encoding="utf-8")


if __name__ == "__main__":
    main()
