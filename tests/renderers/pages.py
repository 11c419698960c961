"""Reports to be shown in a browser: hostile ones, Arabic ones, large ones."""

from collections.abc import Sequence
from dataclasses import replace

from audit.errors import Problem
from audit.gate import Thresholds, judge
from audit.pipeline import Auditor
from audit.report import DocumentReport, Report, State, unreadable
from audit.suppression import Suppression
from audit.text import plain
from tests.support import pack

PACK = pack(
    """\
title: Markup everywhere
category: typography
rules:
  - id: shouted
    kind: phrase
    phrases: ['STOP', 'وقف', '<img src=x onerror=hit()>']
    fold: []
    severity: major
    message: '<script>hit()</script> “{found}” & more'
    why: 'Nobody <b onclick=hit()>shouts</b> in print.</script><script>hit()</script>'
    suggestion: '<i onmouseover=hit()>stop</i>'
    examples: {bad: ['They said STOP at once.'], good: ['They said stop.']}
""",
    "en/house",
)
DATES = pack(
    """\
title: Overlaps
rules:
  - id: at-once
    kind: phrase
    phrases: ['STOP at once']
    message: 'two words at one place'
    why: 'It overlaps.'
    examples: {bad: ['They said STOP at once.'], good: ['They said stop.']}
""",
    "en/dates",
)
ARABIC = pack(
    """\
title: Arabic
rules:
  - id: shouted
    kind: phrase
    phrases: ['وقف إطلاق النار', 'النار']
    severity: critical
    message: '“{found}” is said twice'
    why: 'Once is enough.'
    examples: {bad: ['وقف إطلاق النار في غزة'], good: ['هدنة']}
""",
    "ar/mistranslation",
)
PACKS = (PACK, DATES, ARABIC)

HOSTILE = """\
They said STOP at once. "quoted" 'single' &amp; &lt;b&gt;
</script><script>hit()</script><!-- <script> -->
<img src=x onerror=hit()> javascript:hit() </ol></style><style>*{display:none}</style>
line\N{LINE SEPARATOR}separator \x1b[2J \N{RIGHT-TO-LEFT OVERRIDE}txt.exe zero\N{ZERO WIDTH SPACE}width
{{ 7 * 7 }} {% raw %}
"""
ARABIC_TEXT = """\
عنوان الصفحة
WhatsApp شارك هذا الخبر
أعلن المتحدث وقف إطلاق النار في المدينة يوم الخميس.
All rights reserved

قال 12 شاهدا (من قناة CNN) إن وقف إطلاق النار بدأ.
"""
PATH = '"><img src=x onerror=hit()>.txt'


def audited(text: str, path: str, language: str = "en", id: str | None = None) -> DocumentReport:
    document = replace(plain(text, path, language), id=id)
    return Auditor(PACKS, texts=True).audit(document)


def report(documents: Sequence[DocumentReport], **bars: float) -> Report:
    gate = judge(documents, lambda _: Thresholds(**bars)) if bars else judge((), lambda _: Thresholds())  # type: ignore[arg-type]
    return Report("1.2.3", PACKS, tuple(documents), gate=gate)


def hostile_report() -> Report:
    """Markup in texts, paths, names and packs, and in what could not be read, is skipped or covers nothing."""
    documents = [
        audited(HOSTILE, PATH, id="</title><script>hit()</script>"),
        unreadable("gone<script>hit()</script>.txt", [Problem("gone<b>.txt:3", "no <i>UTF-8</i>")]),
    ]
    unused = Suppression(("en.<b>",), "because <b>", "<b>here</b>:3")
    return replace(report(documents, under=99.9), skipped=("<b>skipped</b>.bin",), unused=(unused,))


def small_report() -> Report:
    """Four documents: hostile, Arabic, English with one finding, clean."""
    return report(
        (
            audited(HOSTILE, PATH),
            audited(ARABIC_TEXT, "arabic.txt", "ar"),
            audited("They said STOP.\nThat was all.\n", "english.txt"),
            audited("Nothing happened.\n", "clean.txt"),
        ),
        under=70,
    )


def large_report(number: int) -> Report:
    """Many documents, the third of every five with findings."""
    texts = [f"Document {each} says nothing of note.\n" for each in range(number)]
    texts[2::5] = [f"Document {each} said STOP at once.\n" for each in range(2, number, 5)]
    return report([audited(text, "many.jsonl", id=str(each)) for each, text in enumerate(texts)])


def with_states() -> Report:
    """One finding new, one known, one suppressed."""
    document = audited("They said STOP.\nThey said STOP.\nThey said STOP.\n", "states.txt")
    new, known, suppressed = document.findings
    findings = (
        replace(new, state=State.NEW),
        replace(known, state=State.KNOWN),
        replace(suppressed, state=State.NEW, suppressed="the <b>minister</b> did shout"),
    )
    from audit.debt import standing

    return report([replace(document, findings=findings, gated=standing(findings, document.words))])
