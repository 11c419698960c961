# ruff: noqa: E501 - tables of labels
"""Write `rules/any/cms.yaml`: the labels that content management systems print around a text, in every language.

    python scripts/collect_cms_strings.py --wordpress DIR --isso DIR --ghost DIR --shariff DIR --tarteaucitron DIR \
        [--giscus scripts/giscus_labels.txt] [--strings FILE.jsonl.gz] > rules/any/cms.yaml

DIR are the unpacked catalogues: Debian's `wordpress-l10n` (`*.mo`; WordPress translations, GPL-2+), `isso/js/app/i18n`
of isso (MIT), `locales` of Ghost's i18n package (MIT), `src/js/services` of shariff (MIT), `lang` of tarteaucitronjs
(MIT); the labels of giscus (MIT) lie beside this script. `--strings` adds rows of `lang`, `cms`, `category` and `visible` from newer catalogues of WordPress and of giscus
(MIT). Short labels are facts; nothing longer than a notice is taken, and only what tells a page's furniture from text
when it fills a line: two words, or one that is long.
"""

import argparse
import gettext
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import regex

from audit.labels import label
from audit.matchers.lines import Lines
from audit.packs import BUILTIN, load_packs
from audit.text import plain
from audit.view import View
from audit.zones import words

LONGEST: Final = 160
"""Code points: what is longer is a text, not a label."""

WORDPRESS: Final = frozenset(
    {
        "Leave a Reply", "Leave a Reply to %s", "Leave a comment", "Leave a Comment", "Post Comment", "Submit Comment", "Add Comment",
        "Cancel reply", "Click here to cancel reply.", "Comments are closed.", "Comments Off", "No Comments", "No comments yet.",
        "1 Comment", "% Comments", "Your comment is awaiting moderation.", "Your email address will not be published.",
        "Required fields are marked %s", "Log in to Reply", "Log in to leave a Comment", 'You must be <a href="%s">logged in</a> to post a comment.',
        "Save my name, email, and website in this browser for the next time I comment.", "Older Comments", "Newer Comments",
        "&laquo; Older Comments", "Newer Comments &raquo;", "Sorry, the comment form is closed at this time.", "Your Comment",
        "Sorry, you must be logged in to post a comment.", "Show more comments", "Recent Comments", "Comments on %s", "One Comment",
        "Enter your password to view comments.", "This post is password protected. Enter the password to view comments.", "Comments Feed",
    }
)  # fmt: skip
TARTEAUCITRON: Final = frozenset(
    {
        "adblock", "adblock_call", "acceptAll", "alertBig", "alertBigPrivacy", "alertSmall", "closeBanner", "credit", "denyAll", "disclaimer",
        "info", "mandatoryText", "mandatoryTitle", "noCookie", "personalize", "privacyUrl", "title", "useNoCookie", "allowAll",
    }
)  # fmt: skip
SKIPPED: Final = frozenset(
    {
        # Sample names and bare answers: nothing of them is print on a page, or they are anybody's words.
        "Jamie Larson", "Neurosurgeon", "Are you sure?", "Just now",
        "Yesterday", "One day ago", "One year ago", "One month ago", "One week ago", "ourSite", "source", "more", "title:info", "ourpartners",
        "useCookie", "fallback", "middleBarHead", "modalWindow", "alertBigScroll", "alertBigClick", "postbox-author-placeholder", "postbox-email-placeholder",
        "Send", "Sent", "Unknown error", "Discard", "Save", "Delete", "Hide", "Cancel", "THUMBS_UP", "THUMBS_DOWN", "HEART", "HOORAY", "EYES", "LAUGH",
        "ROCKET", "CONFUSED", "title:mail",
    }
)  # fmt: skip
_TAG: Final = regex.compile(r"<[^>]*>")
_NUMBER: Final = regex.compile(r"\{\{?\s*(?:amount|n|count|number)\s*\}?\}|%d|%1\$d|^%(?= )")
_ANY: Final = regex.compile(r"\{\{?[^}]*\}?\}|%(?:\d\$)?s")
_ENTITY: Final = {
    "&laquo;": "",
    "&raquo;": "",
    "&#8220;": "“",
    "&#8221;": "”",
    "&hellip;": "…",
    "&nbsp;": " ",
    "&rarr;": "",
    "&larr;": "",
    "&#8217;": "’",
}
_PAIR: Final = regex.compile(r"""^\s*["']([\w-]+)["']\s*:\s*"((?:[^"\\]|\\.)*)"\s*,?\s*$""", regex.MULTILINE)
_TITLES: Final = regex.compile(r"title:\s*\{(.*?)\}", regex.DOTALL)
_TITLE: Final = regex.compile(r"""['"]?([a-z]{2})['"]?:\s*(["'])((?:(?!\2)[^\\]|\\.)*)\2""")

Row = tuple[str, str, str, str]
"""Language, category, message id, text."""


def wordpress(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.mo")):
        if path.name.startswith(("admin", "continents")):
            continue
        with path.open("rb") as stream:
            try:
                messages = gettext.GNUTranslations(stream)._catalog  # type: ignore[attr-defined]  # noqa: SLF001
            except (OSError, ValueError):
                continue
        for key, text in messages.items():
            source = key[0] if isinstance(key, tuple) else key
            if source in WORDPRESS and text:
                yield path.stem.split("_")[0], "comment-form", source, text


def isso(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.js")):
        for name, text in _PAIR.findall(path.read_text(encoding="utf-8")):
            if name.startswith(("postbox", "comment", "num-", "no-")):
                for form in text.split("\\n"):
                    yield path.stem.split("_")[0], "comment-form", name, form


def ghost(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*/comments.json")):
        for source, text in json.loads(path.read_text(encoding="utf-8")).items():
            yield (
                path.parent.name.split("-")[0],
                "comment-form",
                source,
                text or (source if path.parent.name == "en" else ""),
            )


def shariff(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.js")):
        for block in _TITLES.findall(path.read_text(encoding="utf-8")):
            for language, _, text in _TITLE.findall(block):
                yield language, "share", "title:" + path.stem, text


def tarteaucitron(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("tarteaucitron.??.js")):
        for name, text in _PAIR.findall(path.read_text(encoding="utf-8")):
            if name in TARTEAUCITRON:
                yield path.stem.split(".")[1], "cookies", name, text


def giscus(path: Path) -> Iterator[Row]:
    """A file of ours: one language a block."""
    language = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif line and not line.startswith("#"):
            yield language, "comment-form", "", line


def strings(path: Path) -> Iterator[Row]:
    """Rows of newer catalogues: WordPress and giscus only."""
    names = {"comment_form": "comment-form", "comment_status": "comment-form"}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["cms"] in ("wordpress", "giscus") and row["category"] in names:
                yield row["lang"], names[row["category"]], row["msgid"], row["visible"]


def wordings(text: str) -> Iterator[str]:
    """A message as it stands on a page: placeholders filled, or left out where the page shows them elsewhere."""
    text = _TAG.sub("", text.replace("\\'", "'").replace('\\"', '"'))
    for entity, character in _ENTITY.items():
        text = text.replace(entity, character)
    text = " ".join(text.replace("*", "").split())
    if len(text) > LONGEST:
        return
    numbered = _NUMBER.sub("5", text)
    parts = _ANY.split(numbered)
    if len(parts) == 1:
        yield numbered
    elif len(parts) == 2 and words(numbered) >= 4:
        yield "*".join(parts)
    if (bare := " ".join(_ANY.sub("", _NUMBER.sub("", text)).split())) != numbered:
        yield bare


def by_hand() -> Sequence[Lines]:
    """The matchers of the packs written by hand: what they say already is not said twice."""
    paths = sorted(path for path in BUILTIN.glob("*/*.yaml") if path.name in ("boilerplate.yaml", "sections.yaml"))
    rules = [rule for pack in load_packs(paths, builtin=False) for rule in pack.rules]
    return [rule.matcher for rule in rules if isinstance(rule.matcher, Lines) and not rule.where]


def said(wording: str, matchers: Sequence[Lines]) -> bool:
    view = View(plain(wording.replace("*", " something ")), "en")
    return any(True for matcher in matchers for _ in matcher.find(view, None))


def telling(wording: str) -> bool:
    bare = label(wording.replace("*", ""))
    return bool(bare) and (words(bare) >= 2 or len(bare) >= 10) and any(map(str.isalpha, bare))


RULES: Final = {
    "comment-form": ("“{found}” belongs to a comment form, not to the text", "The form under an article is kept by scrapers.",
        ["댓글 남기기", "Dein Kommentar wartet auf Freischaltung."], ["He asked her to leave a reply at the desk."]),
    "share": ("“{found}” is a share button", "Buttons lose their pictures and keep their words.",
        ["Bei LinkedIn teilen", "Del på LinkedIn"], ["Sie teilen auf Facebook ihre Bilder."]),
    "cookies": ("“{found}” belongs to a cookie notice", "Consent banners are no part of the article.",
        ["Datenschutz-Einstellungen", "Protection de votre vie privée"], ["Seine Datenschutz-Einstellungen sind gut."]),
}  # fmt: skip


def main() -> None:  # noqa: C901 - one loop over sources, one over lists
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sources = {
        "wordpress": wordpress,
        "isso": isso,
        "ghost": ghost,
        "shariff": shariff,
        "tarteaucitron": tarteaucitron,
        "giscus": giscus,
        "strings": strings,
    }
    for name in sources:
        parser.add_argument(f"--{name}", type=Path)
    options = vars(parser.parse_args())
    matchers = by_hand()
    taken: set[str] = set()
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for name, read in sources.items():
        if options[name] is None:
            continue
        for language, category, source, text in read(options[name]):
            if source in SKIPPED or not text:
                continue
            for wording in wordings(text):
                mark = label(wording) + "*" * wording.count("*")
                if telling(wording) and mark not in taken and not said(wording, matchers):
                    taken.add(mark)
                    found[category][language][mark] = wording
    out = sys.stdout
    out.write("# Written by scripts/collect_cms_strings.py, which names the sources and their licences. Do not edit.\n")
    out.write("title: Labels of content management systems\nweight: 0.1\nfix: drop\ncategory: boilerplate\nlists:\n")
    for category in RULES:
        for language in sorted(found[category]):
            out.write(f"  {category}-{language}:\n    - |\n")
            for _, wording in sorted(found[category][language].items()):
                out.write(f"      {wording}\n")
    out.write("rules:\n")
    for category, (message, why, bad, good) in RULES.items():
        lists = ", ".join(f"{category}-{language}" for language in sorted(found[category]))
        out.write(
            f"  - id: {category}\n    kind: line\n    lists: [{lists}]\n    message: '{message}'\n    why: '{why}'\n    family: furniture\n"
        )
        out.write(
            f"    examples:\n      bad: {json.dumps(bad, ensure_ascii=False)}\n      good: {json.dumps(good, ensure_ascii=False)}\n"
        )


if __name__ == "__main__":
    main()
