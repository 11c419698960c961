"""Fit the verdict on translation: `python -m scripts.fit_verdict FOLDER [--language CODE] [--write] [--rules]`.

FOLDER holds `eval/`. Needs the extra `fit` (numpy, scikit-learn and with it scipy). Without options it prints, per
language, how well the wording tells machine from human text in cross-validation; `--write` also writes
`audit/data/wording/<language>.json`; `--rules` prints for every rule in how many machine and human texts it fires, the
log-odds that suggests, and what its pack says. The packs are never rewritten: where a rule fires in few texts, its
author's level stands.

What the wordings are learnt from (the texts are not part of the project, the weights of wordings are facts about them):

- machine: `mt_apertium_news`, NTREX-128 (Microsoft, CC BY-SA 4.0) translated with Apertium, a rule-based system;
  `mt_wmt15_16`, the systems of the WMT 2015 and 2016 news tasks, mostly statistical (free for research by their terms).
- human: the references of both sets, and as further sources `clean` (NTREX-128, XQuAD CC BY-SA 4.0, DAnIEL, Fundus) and
  `page_docs` (main text of public web pages). Never SaudiNewsNet, whose terms allow research only; nor texts listed
  as damaged. The human halves of `mt_wmt21_23`, `mt_wmt24` and `mt_msdocs` only calibrate: kinds of text never learnt.

Neural systems are left out on purpose: with them in, the older ones are told less well (WMT 2015-16 by .66 instead of
.71) and they themselves hardly at all (.56 to .66); help pages marked MT, since they are one publisher's genre.

How: words, pairs of words and endings of two to four letters, small letters only (no names, numbers, punctuation), each
in at least five different source documents, rare ones scaled up; logistic regression with classes of equal weight; the
thousand that matter most are kept. All texts that share a source document are in one fold. Scores from cross-validation
are turned into log-odds by a second regression with Platt's smoothed targets (Platt, Probabilistic outputs for support
vector machines, 1999) and cut to `CONFIDENT` where human texts of at least two sources were among them, to `CAUTIOUS`
where not.

The AUC that is printed is that of cross-validation. Figures on the same sets with the shipped files are figures on the
texts they were learnt from, and say nothing.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from pathlib import Path
from typing import Any, Final

import numpy as np
import regex
from scipy.sparse import diags
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from audit.verdict import PRIOR, SURE
from audit.wording import FOLDER, FULL, LEAST, Model, endings, pairs, sample, wording
from scripts.quality import auc, audited, level, rows

MACHINE: Final = ("mt_apertium_news", "mt_wmt15_16")
HUMAN: Final = ("clean", "page_docs")
UNSEEN: Final = ("mt_wmt21_23", "mt_wmt24", "mt_msdocs")
"""Human texts nothing is learnt from: they only calibrate."""
STRENGTH: Final = 1.0
"""Inverse of the regularisation."""
DOCUMENTS: Final = 5
"""Source documents a wording must occur in; twice as many in scripts without capitals, where names cannot be seen."""
KEPT: Final = 1000
CONFIDENT: Final = 4.5
CAUTIOUS: Final = 4.0
FOLDS: Final = 5
_PLAIN: Final = regex.compile(r"[\p{Ll}\p{Lo}\p{M}']+(?: [\p{Ll}\p{Lo}\p{M}']+)?")


@dataclass(frozen=True, slots=True)
class Text:
    """One labelled text. ``document`` is what must not be split between folds, ``source`` where it is from."""

    document: str
    source: str
    machine: bool
    text: str


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights before calibration."""

    intercept: float
    weights: Mapping[str, float]


@cache
def opened(folder: Path, name: str) -> list[dict[str, Any]]:
    return rows(folder / "eval" / f"{name}.jsonl.gz")


def document(id: str) -> str:
    """The source document of a row: sets share documents, and one document has many translations."""
    parts = id.split("/")
    if parts[0] == "ntrex":
        return next(part for part in parts[1:] if "." in part)
    if parts[0].startswith("wmt"):
        return "/".join(parts[:-1])
    return id.partition("#")[0]


def texts(folder: Path, language: str) -> list[Text]:
    """Everything there is to learn a language from."""
    damaged = set((folder / "eval" / "clean_known.txt").read_text(encoding="utf-8").split())
    found: list[Text] = []
    for name in (*MACHINE, *HUMAN, *UNSEEN):
        for row in opened(folder, name):
            machine = row.get("label") == "mt"
            if row["lang"].partition("-")[0] != language or row.get("label") == "leak" or row["id"] in damaged:
                continue
            if row.get("source") == "SaudiNewsNet" or (machine and name not in MACHINE):
                continue
            source = row.get("source") or name
            found.append(Text(document(row["id"]), source, machine, level(row["text"])))
    return found


def features(text: str) -> tuple[Counter[str], int]:
    """How often each wording occurs in the part of a text that is looked at, how many different words have each ending
    (written with a hyphen), and how many words there are.
    """
    words = sample(text)
    counted = Counter(name for name in (*words, *pairs(words)) if _plain(name))
    counted.update(f"-{name}" for word in dict.fromkeys(words) for name in endings(word) if _plain(name))
    return counted, len(words)


@cache
def _plain(name: str) -> bool:
    return _PLAIN.fullmatch(name) is not None and any(letter.isalpha() for letter in name)


def scaled(counted: Mapping[str, int], words: int) -> dict[str, float]:
    size = sqrt(max(words, 1))
    return {name: (count if name[0] == "-" else sqrt(count)) / size for name, count in counted.items()}


def sample_weights(machine: np.ndarray[Any, Any], extra: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Both classes weigh the same, and texts from further sources together no more than the sets' own human ones."""
    weights = np.ones(len(machine))
    own = (~machine & ~extra).sum()
    if extra.any() and own:
        weights[extra] = min(1.0, own / extra.sum())
    weights[~machine] *= machine.sum() / weights[~machine].sum()
    return weights


def linear(data: Sequence[Text], fewest: int) -> Linear:
    """The weights of the wordings that matter most."""
    data = [text for text in data if text.source not in UNSEEN]
    counted = [features(text.text) for text in data]
    spread: dict[str, set[str]] = defaultdict(set)
    for text, (names, _) in zip(data, counted, strict=True):
        for name in names:
            spread[name].add(text.document)
    vocabulary = {name for name, documents in spread.items() if len(documents) >= fewest}
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [{n: v for n, v in scaled(names, words).items() if n in vocabulary} for names, words in counted]
    )
    rarity = np.array([1 + log(len(data) / len(spread[name])) for name in vectorizer.feature_names_])
    machine = np.array([text.machine for text in data])
    extra = np.array([not text.machine and text.source not in MACHINE for text in data])
    fitted = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        matrix @ diags(rarity), machine, sample_weight=sample_weights(machine, extra)
    )
    weights = fitted.coef_[0] * rarity
    matter = np.abs(weights) * np.sqrt(np.asarray(matrix.multiply(matrix).mean(axis=0))[0])
    kept = np.argsort(-matter, kind="stable")[:KEPT]
    return Linear(
        float(fitted.intercept_[0]),
        {str(vectorizer.feature_names_[index]): float(weights[index]) for index in sorted(kept)},
    )


def scored(model: Linear, text: str) -> float:
    counted, words = features(text)
    return model.intercept + sum(model.weights.get(name, 0.0) * value for name, value in scaled(counted, words).items())


def platt(scores: np.ndarray[Any, Any], machine: np.ndarray[Any, Any]) -> tuple[float, float]:
    """Slope and offset that turn scores into log-odds for classes of equal size. Targets are smoothed, as Platt did."""
    high, low = (machine.sum() + 1) / (machine.sum() + 2), 1 / ((~machine).sum() + 2)
    weight = np.where(machine, 0.5 / machine.sum(), 0.5 / (~machine).sum()) * len(scores)
    target = np.where(machine, high, low)
    fitted = LogisticRegression(C=1e6, max_iter=1000).fit(
        np.concatenate([scores, scores])[:, None],
        np.concatenate([np.ones(len(scores)), np.zeros(len(scores))]),
        sample_weight=np.concatenate([weight * target, weight * (1 - target)]),
    )
    return float(fitted.coef_[0][0]), float(fitted.intercept_[0])


def quantised(model: Linear, slope: float, offset: float, most: float) -> Model:
    """The model as it ships: log-odds in hundredths, what rounds to nothing left out."""
    whole = {name: round(100 * slope * weight) for name, weight in model.weights.items()}
    return Model(
        round(offset + slope * model.intercept, 2),
        most,
        {name: value for name, value in sorted(whole.items()) if value and name[0] != "-"},
        {name[1:]: value for name, value in sorted(whole.items()) if value and name[0] == "-"},
    )


def caseless(data: Iterable[Text]) -> bool:
    return not any(regex.search(r"\p{Ll}{4}", text.text) for text in list(data)[:5])


def most(data: Iterable[Text]) -> float:
    """How far a language may go: see the module's docstring."""
    sources = Counter("NTREX-128" if text.source == MACHINE[0] else text.source for text in data if not text.machine)
    return CONFIDENT if sum(count >= 5 for count in sources.values()) > 1 else CAUTIOUS


def crossed(data: Sequence[Text], fewest: int) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Scores of every text by a model that knows nothing of its source document, and the log-odds that would ship:
    calibrated on the other folds.
    """
    machine = np.array([text.machine for text in data])
    documents = [text.document for text in data]
    raw = np.zeros(len(data))
    fold = np.zeros(len(data), dtype=int)
    split = GroupKFold(FOLDS, shuffle=True, random_state=0)
    for number, (train, test) in enumerate(split.split(data, machine, documents)):
        model = linear([data[index] for index in train], fewest)
        raw[test] = [scored(model, data[index].text) for index in test]
        fold[test] = number
    odds = np.zeros(len(data))
    bound = most(data)
    for number in range(FOLDS):
        slope, offset = platt(raw[fold != number], machine[fold != number])
        odds[fold == number] = slope * raw[fold == number] + offset
    length = np.array([min(1.0, len(sample(text.text)) / FULL) for text in data])
    return raw, np.clip(odds, LEAST, bound) * length


def strangers(data: Sequence[Text], fewest: int, model: tuple[float, float]) -> dict[str, tuple[int, int]]:
    """Human texts of a source that the model has never seen: how many reach `SURE` by wording alone, of how many."""
    result = {}
    for source in sorted({text.source for text in data} - set(MACHINE)):
        inside = {text.document for text in data if text.source == source}
        known = [text for text in data if text.source != source and text.document not in inside]
        if not any(not text.machine for text in known) or len(inside) < 5:
            continue
        fitted = linear(known, fewest)
        odds = [model[0] * scored(fitted, text.text) + model[1] for text in data if text.source == source]
        result[source] = (sum(PRIOR + min(most(data), value) >= log(SURE / (1 - SURE)) for value in odds), len(odds))
    return result


def learn(folder: Path, language: str) -> tuple[Model, str, dict[str, float]]:
    """The model of a language, a line about it, and its AUC per set."""
    data = texts(folder, language)
    fewest = 2 * DOCUMENTS if caseless(data) else DOCUMENTS
    raw, odds = crossed(data, fewest)
    machine = np.array([text.machine for text in data])
    slope, offset = platt(raw, machine)
    model = quantised(linear(data, fewest), slope, offset, most(data))
    areas = {}
    for name in MACHINE:
        inside = np.array([text.source == name for text in data])
        if inside.any():
            areas[name] = auc(odds[inside & machine].tolist(), odds[inside & ~machine].tolist())
    sure = log(SURE / (1 - SURE)) - PRIOR
    seen = [wording(text.text, model) for text in data]
    silent = sum(said is None for said in seen)
    away = strangers(data, fewest, (slope, offset))
    line = (
        f"{language}  {machine.sum():3} machine, {(~machine).sum():3} human; "
        + ", ".join(f"{name} {area:.3f}" for name, area in areas.items())
        + f"; called by wording alone: machine {(odds[machine] >= sure).mean():.0%}, "
        + f"human {(odds[~machine] >= sure).sum()} (largest {odds[~machine].max():.1f}); sources never seen: "
        + ", ".join(f"{name} {called} of {total}" for name, (called, total) in away.items())
        + f"; {len(model.wordings)} wordings, {len(model.endings)} endings, "
        + f"slope {slope:.1f}, silent {silent}"
    )
    return model, line, areas


def written(model: Model) -> str:
    """The data file: one wording a line, so that a change can be read."""
    data = {"offset": model.offset, "most": model.most, "wordings": model.wordings, "endings": model.endings}
    return json.dumps(data, ensure_ascii=False, indent=0) + "\n"


def rule_table(folder: Path) -> Iterator[str]:
    """How often each rule fires in machine and human text, and the log-odds that suggests."""
    from scripts.quality import auditor

    fired: dict[str, Counter[bool]] = defaultdict(Counter)
    size: dict[str, Counter[bool]] = defaultdict(Counter)
    damaged = set((folder / "eval" / "clean_known.txt").read_text(encoding="utf-8").split())
    for name in (*MACHINE, *HUMAN, *UNSEEN, "mt_wmt25_ar", "web_pages"):
        data = [row for row in opened(folder, name) if row.get("label") != "leak" and row["id"] not in damaged]
        if name == "web_pages":
            data = [row for row in data if row["machine_translated"] is not None]
        for row, report in zip(data, audited((row["id"], row["text"], row["lang"]) for row in data), strict=True):
            machine = bool(row.get("machine_translated") or row.get("label") == "mt")
            for language in (report.language.partition("-")[0], "any"):
                size[language][machine] += 1
            for id in {item.finding.rule for item in report.findings}:
                fired[id][machine] += 1
    yield "rule | machine | human | suggested | in the pack"
    for id, hits in sorted(fired.items(), key=lambda item: -item[1][True]):
        rule = auditor().rules[id]
        total = size[rule.language if rule.language in size else "any"]
        odds = log((hits[True] + 0.5) / (total[True] + 1)) - log((hits[False] + 0.5) / (total[False] + 1))
        thin = " (thin)" if hits.total() < 8 else ""
        own = "-" if rule.evidence is None else f"{rule.evidence.machine_translation:g}"
        if hits[True] > 1 or rule.evidence is not None:
            yield (
                f"{id} | {hits[True]} of {total[True]} | {hits[False]} of {total[False]} | {odds:+.1f}{thin} | {own}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", action="append", help="only this language; may be given again")
    parser.add_argument("--write", action="store_true", help="write the data files")
    parser.add_argument("--rules", action="store_true", help="print how rules fire instead")
    options = parser.parse_args()
    if options.rules:
        for line in rule_table(options.folder):
            print(line)
        return
    every: dict[str, list[float]] = defaultdict(list)
    languages = sorted({row["lang"].partition("-")[0] for name in MACHINE for row in opened(options.folder, name)})
    for language in options.language or languages:
        model, line, areas = learn(options.folder, language)
        print(line, flush=True)
        for name, area in areas.items():
            every[name].append(area)
        if options.write:
            FOLDER.mkdir(parents=True, exist_ok=True)
            (FOLDER / f"{language}.json").write_text(written(model), encoding="utf-8")
    for name, found in every.items():
        print(f"{name}: mean AUC over {len(found)} languages {sum(found) / len(found):.3f}")


if __name__ == "__main__":
    main()
