"""The page: a dashboard, a table of the documents, a section for each with its text.

The texts of a large run are put down as inert blocks; the script makes a section of one when it is opened. What a
document, a path or a pack says is escaped wherever it stands, and the policy of the page lets nothing run but its own
script, which it names by its hash.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from audit.finding import CATEGORIES, Fix
from audit.renderers.html import dashboard
from audit.renderers.html.lines import Piece, pieces
from audit.renderers.html.visible import direction, isolates, prose, visible
from audit.renderers.languages import language_name
from audit.renderers.sentences import verdict_sentence
from audit.report import DocumentReport, Failure, Miss, Placed, Report, corpus_score, read_documents
from audit.score import grade
from audit.verdict import Judgement

DATA: Final = Path(__file__).parents[2] / "data" / "html"
SMALL: Final = 1_500_000
"""Characters of all sections together up to which they stand in the page, to be read without its script too."""
WORST: Final = 10

_VERDICTS: Final[Mapping[Judgement, str]] = {
    Judgement.MACHINE_TRANSLATED: "translated",
    Judgement.UNSURE: "unsure",
    Judgement.NO_SIGN: "no sign",
}
_OWN: Final = "own"
"""How categories of packs of one's own are coloured."""


class Facet(NamedTuple):
    """What findings are filtered by."""

    category: str
    rule: str
    severity: str
    state: str


def page(report: Report) -> str:
    """The whole page."""
    environment = _environment()
    documents = read_documents(report)
    numbers = {id(document): number for number, document in enumerate(report.documents, 1)}
    named = {(document.path, document.id): document for document in documents}
    failures = {(failure.path, failure.id): failure for failure in report.gate.failures}
    facets: dict[Facet, int] = {}
    rules = dashboard.rules(report)
    places = {row.name: number for number, row in enumerate(rules, 1)}
    template = environment.get_template("section.html")
    order = sorted(report.documents, key=lambda document: (not document.errors, document.score, numbers[id(document)]))
    rows, sections = [], []
    for document in order:
        number = numbers[id(document)]
        failure = failures.get((document.path, document.id))
        base = direction(document.text or "") or "ltr"
        cards = [_card(placed, index, base, places, facets) for index, placed in enumerate(document.findings, 1)]
        row = _row(document, number, failure, cards)
        rows.append(row)
        if document.errors:
            continue
        text = _text(document, number, base, cards)
        sections.append(
            (
                number,
                template.render(
                    row=row,
                    document=document,
                    text=text,
                    cards=cards,
                    misses=[_unnamed(miss, failure) for miss in failure.misses] if failure else [],
                    **_about(document),
                ),
            )
        )
    lazy = sum(len(section) for _, section in sections) > SMALL
    total = corpus_score(report)
    style, script = _asset("report.css"), _asset("report.js")
    return environment.get_template("report.html").render(
        report=report,
        documents=documents,
        failed=[document for document in report.documents if document.errors or document.problems],
        total=total,
        grade=grade(total) if total is not None else "",
        words=sum(document.words for document in documents),
        columns=dashboard.columns(documents),
        step=dashboard.STEP,
        grades=dashboard.grades(documents),
        categories=dashboard.categories(documents),
        rules=rules,
        severities=dashboard.severities(documents),
        accepted=dashboard.accepted(documents),
        verdicts=_verdicts(documents),
        languages=_languages(documents),
        rows=rows,
        worst=[row for row in rows if row["grade"] and row["score"] < 99.95][:WORST] if len(rows) > WORST else [],
        failures=[_failure(failure, named[failure.path, failure.id], numbers) for failure in report.gate.failures],
        sections=sections,
        lazy=lazy,
        data={"facets": list(facets), "lazy": lazy},
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(DATA),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        visible=visible,
        prose=prose,
        language=language_name,
        number=_number,
        hue=_hue,
        count=_count,
    )
    return environment


@cache
def _asset(name: str) -> str:
    return (DATA / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _number(value: float, digits: int = 2) -> str:
    """At most so many decimals: ``1,234.5``."""
    shown = f"{value:,.{digits}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _hue(category: str) -> str:
    return category if category in CATEGORIES else _OWN


def _verdicts(documents: Iterable[DocumentReport]) -> list[tuple[str, int]]:
    counts = Counter(document.translation.verdict for document in documents if document.translation is not None)
    return [(_VERDICTS[judgement], counts[judgement]) for judgement in Judgement]


def _languages(documents: Iterable[DocumentReport]) -> list[tuple[str, int]]:
    counts = Counter(language_name(document.language) for document in documents)
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _row(
    document: DocumentReport, number: int, failure: Failure | None, cards: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What the table and the head of a section say of a document."""
    verdict = document.translation
    said = "" if verdict is None or verdict.verdict is Judgement.NO_SIGN else _VERDICTS[verdict.verdict]
    if verdict is not None and verdict.source_language and said:
        said = f"from {language_name(verdict.source_language)}" + ("?" if said == "unsure" else "")
    severities = Counter(placed.finding.severity.value for placed in document.findings)
    facets = Counter(card["facet"] for card in cards)
    return {
        "number": number,
        "path": document.path,
        "id": document.id,
        "read": not document.errors,
        "score": document.score,
        "grade": "" if document.errors else grade(document.score),
        "language": document.language,
        "words": document.words,
        "verdict": said,
        "probability": verdict.probability if verdict is not None else 0.0,
        "severities": severities,
        "passed": failure is None,
        "facets": " ".join(f"{facet}:{count}" for facet, count in sorted(facets.items())),
    }


def _about(document: DocumentReport) -> dict[str, Any]:
    verdict = document.translation
    lowered = sorted((value, name) for name, value in document.categories if value < 99.95)
    return {
        "verdict": isolates(verdict_sentence(verdict)) if verdict is not None else "",
        "lowered": [(name, value) for value, name in lowered],
        "accepted": dashboard.accepted([document]),
        "gated_grade": grade(document.gated.score) if document.gated is not None else "",
    }


def _card(placed: Placed, index: int, base: str, places: Mapping[str, int], facets: dict[Facet, int]) -> dict[str, Any]:
    """What is said of a finding; ``base`` is the direction of its document."""
    finding = placed.finding
    state = "suppressed" if placed.suppressed is not None else placed.state.value if placed.state else ""
    facet = Facet(finding.category, finding.rule, finding.severity.value, state)
    quoted = finding.text not in finding.message
    return {
        "index": index,
        "placed": placed,
        "finding": finding,
        "facet": facets.setdefault(facet, len(facets)),
        "rule": places[finding.rule],
        "state": state,
        "quotation": finding.text if quoted else "",
        "turned": direction(finding.text, base) if quoted else None,
        "message": prose(finding.message, finding.text),
        "suggestion": prose(finding.suggestion, finding.suggestion) if finding.suggestion else "",
        "fix": _fix(finding.fix) if finding.fix is not None else "",
        "mark": "",
    }


def _fix(fix: Fix) -> Markup:
    if not fix.text:
        return Markup("remove it")
    return Markup("put <q><bdi>{}</bdi></q> in its place").format(visible(fix.text))


def _text(document: DocumentReport, number: int, base: str, cards: Sequence[dict[str, Any]]) -> Markup | None:
    """The lines of a document as list items; each card learns the mark where its finding begins."""
    if document.text is None:
        return None
    spans = [placed.finding.span for placed in document.findings]
    marks = 0
    shown: list[Markup] = []
    lines = list(pieces(document.text, spans))
    # The end of the last line is no line of its own.
    for line in lines if lines[-1] else lines[:-1]:
        parts: list[Markup] = []
        for piece in line:
            if not piece.covers:
                parts.append(visible(piece.text))
                continue
            marks += 1
            for found in piece.first:
                cards[found]["mark"] = f"t{number}-{marks}"
            parts.append(_mark(piece, number, marks, document))
        way = direction("".join(piece.text for piece in line), base)
        # What runs the other way is of another language, too.
        turned = Markup(' dir="{}" lang=""').format(way) if way and way != base else Markup()
        shown.append(Markup("<li><p{}>{}</p></li>\n").format(turned, Markup("").join(parts)))
    language = "" if document.language == "und" else document.language
    return Markup('<ol class="text" dir="{}" lang="{}">\n{}</ol>').format(base, language, Markup("").join(shown))


def _mark(piece: Piece, number: int, mark: int, document: DocumentReport) -> Markup:
    """A piece of text that findings cover, coloured as the gravest, linked to it."""
    found = [document.findings[index].finding for index in piece.covers]
    order = sorted(range(len(found)), key=lambda index: (-found[index].severity.rank, -found[index].confidence.rank))
    covers = [piece.covers[index] + 1 for index in order]
    gravest = found[order[0]]
    several = " over" if len(covers) > 1 else ""
    # Only where a finding begins is there a stop for the tabulator: a long one has many pieces.
    place = Markup('id="t{}-{}"').format(number, mark) if piece.first else Markup('tabindex="-1"')
    if not piece.text.strip():
        # A link needs a name, and spaces have none.
        place += Markup(' aria-label="{}"').format(gravest.category)
    return Markup('<a class="m c-{} s-{}{}" {} href="#f{}-{}" data-n="{}">{}</a>').format(
        _hue(gravest.category),
        gravest.severity.value,
        several,
        place,
        number,
        covers[0],
        " ".join(map(str, covers)),
        visible(piece.text),
    )


def _failure(failure: Failure, document: DocumentReport, numbers: Mapping[int, int]) -> dict[str, Any]:
    """A document that misses bars, and the findings whose repair would pass it."""
    indices = {id(placed): index for index, placed in enumerate(document.findings, 1)}
    rules = Counter(placed.finding.rule for placed in failure.repair)
    return {
        "number": numbers[id(document)],
        "failure": failure,
        "rules": rules.most_common(),
        "misses": [_unnamed(miss, failure) for miss in failure.misses],
        "links": [
            (indices[id(placed)], f"{placed.line}:{placed.column}" if placed.line else "document")
            for placed in failure.repair
            if id(placed) in indices
        ],
    }


def _unnamed(miss: Miss, failure: Failure) -> str:
    """The reason without the name of the document, which stands above it."""
    name = failure.path if failure.id is None else f"{failure.path} ({failure.id})"
    return miss.reason.removeprefix(f"{name}: ")
