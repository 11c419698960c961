"""Rule packs: YAML files found, read strictly and built into rules, with every mistake reported at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Formatter
from typing import Final, Literal

import regex
from pydantic import BaseModel, ValidationError

from audit.conditions import Conditions, Words
from audit.errors import AuditError, Problem, mistake, nearest
from audit.finding import CATEGORIES
from audit.kind import Context, Kind, OptionError
from audit.kinds import KINDS
from audit.packcache import BUILTIN as BUILTIN  # noqa: PLC0414 (others find it here)
from audit.packcache import cached
from audit.packfile import ConditionsEntry, EvidenceEntry, ExampleEntry, ExamplesEntry, FixEntry, PackFile, RuleEntry
from audit.rule import Evidence, Example, Examples, Matcher, Pack, Repair, Rule, edges
from audit.yamlfile import Source, Value, read_yaml

SUFFIXES: Final = (".yaml", ".yml")
_NAME: Final = regex.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE: Final = regex.compile(r"any|[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class PackPath:
    """A pack file with the name that its folder and file give it."""

    path: Path
    shown: str
    language: str
    stem: str

    @property
    def name(self) -> str:
        return f"{self.language}.{self.stem}"


def find_packs(root: Path) -> tuple[PackPath, ...]:
    """The pack files of a folder ``<language>/<category>.yaml``, or one such file. Raises `AuditError`."""
    if root.is_file():
        return (_pack_path(root, root.parent.name),)
    if not root.is_dir():
        raise mistake("no such file or folder of rules", str(root))
    found = [_pack_path(path, path.parent.name) for path in sorted(root.glob("*/*")) if path.suffix in SUFFIXES]
    stray = [path for path in sorted(root.glob("*")) if path.suffix in SUFFIXES]
    if stray and not found:
        found = [_pack_path(path, root.name) for path in stray]
    elif stray:
        raise mistake("a pack lies in a folder named after its language, or 'any'", str(stray[0]))
    if not found:
        raise mistake("no pack here; packs are files like 'ar/dates.yaml'", str(root))
    return tuple(found)


def _pack_path(path: Path, folder: str) -> PackPath:
    if not _LANGUAGE.fullmatch(folder):
        raise mistake(f"a pack's folder is a language code such as 'ar', or 'any', not '{folder}'", str(path))
    if path.suffix not in SUFFIXES:
        raise mistake("a pack's name ends in .yaml", str(path))
    if not _NAME.fullmatch(path.stem):
        raise mistake("a pack's name is lower-case words joined by hyphens", str(path))
    return PackPath(path, str(path), folder, path.stem)


def load_packs(
    extra: Sequence[Path] = (), *, builtin: bool = True, kinds: Mapping[str, Kind] = KINDS
) -> tuple[Pack, ...]:
    """The shipped packs and those under ``extra``, merged by name. Raises `AuditError` with every mistake found."""
    packs: dict[str, Pack] = {pack.name: pack for pack in _builtin_packs()} if builtin else {}
    problems: list[Problem] = []
    done: set[Path] = set()
    for root in extra:
        for pack_path in find_packs(root):
            # A folder of the settings may be named on the command line as well.
            if (real := pack_path.path.resolve()) in done:
                continue
            done.add(real)
            try:
                pack, replacing = _load(pack_path, kinds, eager=True)
            except AuditError as error:
                problems.extend(error.problems)
                continue
            known = {rule.id: rule.place for name in packs for rule in packs[name].rules}
            for rule in pack.rules:
                if rule.id in known and rule.id not in replacing:
                    message = f"rule '{rule.id}' is already in {known[rule.id]}; say 'replaces: true' to replace it"
                    problems.append(Problem(rule.place, message))
                elif rule.id not in known and rule.id in replacing:
                    problems.append(Problem(rule.place, f"replaces '{rule.id}', which is not loaded"))
                problems.extend(_taken(rule, {**known, **{other.id: other.place for other in pack.rules}}))
            packs = _merged(packs, pack)
    if problems:
        raise AuditError(problems)
    if not packs:
        raise mistake("no rules are loaded")
    return tuple(packs[name] for name in sorted(packs))


def _taken(rule: Rule, known: Mapping[str, str]) -> Iterator[Problem]:
    """Aliases of a rule that are names of rules: whoever asks for one would get the other."""
    for alias in rule.aliases:
        name = alias if "." in alias else f"{rule.pack}.{alias}"
        if name in known:
            yield Problem(rule.place, f"the alias '{alias}' is the name of the rule in {known[name]}")


@cache
def _builtin_packs() -> tuple[Pack, ...]:
    return cached(BUILTIN, build_builtin)


def build_builtin() -> tuple[Pack, ...]:
    """The shipped packs from their files."""
    packs: dict[str, Pack] = {}
    for pack_path in find_packs(BUILTIN):
        shown = f"rules/{pack_path.language}/{pack_path.path.name}"
        pack, _ = _load(replace(pack_path, shown=shown), KINDS, eager=False)
        packs = _merged(packs, pack)
        for rule in pack.rules:  # what the gate is built from is kept with the packs
            _ = rule.matcher.literals, edges(rule.matcher)
    return tuple(packs.values())


def _merged(packs: Mapping[str, Pack], pack: Pack) -> dict[str, Pack]:
    new = {rule.id for rule in pack.rules}
    kept = {name: _without(old, new) for name, old in packs.items()}
    if pack.name not in kept:
        return {**kept, pack.name: pack}
    old = kept[pack.name]
    digest = sha256(f"{old.sha256}{pack.sha256}".encode()).hexdigest()
    return {**kept, pack.name: Pack(pack.name, old.title, (*old.rules, *pack.rules), digest)}


def _without(pack: Pack, ids: set[str]) -> Pack:
    if not any(rule.id in ids for rule in pack.rules):
        return pack
    return replace(pack, rules=tuple(rule for rule in pack.rules if rule.id not in ids))


def _load(pack_path: PackPath, kinds: Mapping[str, Kind], *, eager: bool) -> tuple[Pack, frozenset[str]]:
    """A pack, and the names of its rules that replace others."""
    try:
        raw = pack_path.path.read_bytes()
        text = raw.decode("utf-8-sig")
    except OSError as error:
        raise mistake(f"cannot be read: {error.strerror}", pack_path.shown) from error
    except UnicodeDecodeError as error:
        raise mistake(f"not UTF-8 (byte {error.start})", pack_path.shown) from error
    return build_pack(pack_path, read_yaml(pack_path.shown, text), sha256(raw).hexdigest(), kinds, eager=eager)


def build_pack(
    pack_path: PackPath, source: Source, digest: str, kinds: Mapping[str, Kind] = KINDS, *, eager: bool = True
) -> tuple[Pack, frozenset[str]]:
    """Rules from a read file. Raises `AuditError` with all its mistakes."""
    if not isinstance(source.data, dict):
        raise mistake("a pack is a mapping with 'title' and 'rules'", source.place(()))
    try:
        head = PackFile.model_validate(source.data)
    except ValidationError as error:
        raise AuditError(_problems(error, source, (), PackFile)) from error
    category = _category(pack_path, head)
    if pack_path.language != "any" and head.category is None and category not in CATEGORIES and not eager:
        raise mistake(f"'{category}' is no category{nearest(category, CATEGORIES)}", source.name)
    context = Context(pack_path.language, head.lists, eager)
    problems: list[Problem] = []
    rules: list[Rule] = []
    replacing: set[str] = set()
    for number, entry in enumerate(head.rules):
        try:
            common, matcher = _rule(entry, source, number, context, kinds)
        except AuditError as error:
            problems.extend(error.problems)
            continue
        rule = _assembled(pack_path, source, number, common, matcher, head)
        if any(rule.id == other.id for other in rules):
            place = source.place(("rules", number, "id"))
            problems.append(Problem(place, f"rule '{rule.id}' stands twice in this pack"))
        rules.append(rule)
        if common.replaces:
            replacing.add(rule.id)
    if problems:
        raise AuditError(problems)
    return Pack(pack_path.name, head.title, tuple(rules), digest), frozenset(replacing)


def _rule(
    entry: Mapping[str, Value], source: Source, number: int, context: Context, kinds: Mapping[str, Kind]
) -> tuple[RuleEntry, Matcher]:
    """The two halves of an entry: what every rule may say, and the matcher its kind makes of the rest."""
    path = ("rules", number)
    kind = _kind(entry, source, path, kinds)
    own = {key: value for key, value in entry.items() if key in kind.options.model_fields}
    shared = {key: value for key, value in entry.items() if key not in own}
    problems: list[Problem] = []
    common: RuleEntry | None = None
    matcher: Matcher | None = None
    try:
        common = RuleEntry.model_validate(shared)
    except ValidationError as error:
        problems.extend(_problems(error, source, path, RuleEntry, kind.options))
    else:
        problems.extend(_misnamed(common, source, path))
    try:
        options = kind.options.model_validate(own)
        problems.extend(_unfilled(common, kind, options, source, path) if common else ())
        if not any(problem.message.startswith("unknown key") for problem in problems):
            matcher = kind.build(
                options, context
            )  # else what is missing for want of the misspelt key would be told too
    except ValidationError as error:
        problems.extend(_problems(error, source, path, kind.options))
    except OptionError as error:
        problems.append(Problem(source.place((*path, error.option)), error.message))
    if problems or common is None or matcher is None:
        raise AuditError(problems)
    return common, matcher


def _kind(entry: Mapping[str, Value], source: Source, path: tuple[str | int, ...], kinds: Mapping[str, Kind]) -> Kind:
    name = entry.get("kind")
    if not isinstance(name, str):
        raise mistake(f"a rule needs a 'kind'{nearest('', kinds)}", source.place(path))
    if name not in kinds:
        raise mistake(f"unknown kind '{name}'{nearest(name, kinds)}", source.place((*path, "kind")))
    return kinds[name]


def _misnamed(common: RuleEntry, source: Source, path: tuple[str | int, ...]) -> Iterable[Problem]:
    if not _NAME.fullmatch(common.id):
        yield Problem(source.place((*path, "id")), f"'{common.id}' is no name: lower-case words joined by hyphens")


def _unfilled(
    common: RuleEntry, kind: Kind, options: BaseModel, source: Source, path: tuple[str | int, ...]
) -> Iterable[Problem]:
    valid = kind.fills(options) | {"found"}
    templates = {"message": common.message, "suggestion": common.suggestion}
    for key in ("fix", "unsafe_fix"):
        templates[key] = fix.text if isinstance(fix := getattr(common, key), FixEntry) else None
    for key, template in templates.items():
        try:
            fields = [field for field in Formatter().parse(template or "") if field[1] is not None]
        except ValueError as error:
            yield Problem(source.place((*path, key)), f"braces that do not pair: {error}")
            continue
        for _, name, spec, conversion in fields:
            if spec or conversion:
                said = f"'{{{name}}}' is filled in as it stands: nothing may follow the name"
                yield Problem(source.place((*path, key)), said)
            elif name is not None and name not in valid:
                yield Problem(source.place((*path, key)), f"'{{{name}}}' is filled by nothing{nearest(name, valid)}")


def _category(pack_path: PackPath, head: PackFile) -> str:
    return head.category or pack_path.stem


def _documents(pack_path: PackPath, head: PackFile) -> str:
    """The language of the documents a pack reads: furniture stands under articles of any language."""
    whose = head.documents or ("any" if _category(pack_path, head) == "boilerplate" else "own")
    return "any" if whose == "any" else pack_path.language


def _assembled(
    pack_path: PackPath, source: Source, number: int, entry: RuleEntry, matcher: Matcher, head: PackFile
) -> Rule:
    name = f"{pack_path.name}.{entry.id}"
    evidence = entry.evidence
    return Rule(
        id=name,
        pack=pack_path.name,
        place=source.place(("rules", number)),
        kind=str(entry.kind),
        category=_category(pack_path, head),
        language=pack_path.language,
        documents=_documents(pack_path, head),
        severity=entry.severity,
        confidence=entry.confidence,
        message=entry.message,
        suggestion=entry.suggestion,
        why=entry.why,
        where=frozenset(entry.where),
        conditions=Conditions(_words(entry.when), _words(entry.unless)),
        family=entry.family or name,
        weight=entry.weight * head.weight,
        evidence=Evidence(evidence.machine_translation, evidence.source_language) if evidence else None,
        matcher=matcher,
        examples=Examples(*(_examples(getattr(entry.examples, key)) for key in ("bad", "good", "known_miss"))),
        aliases=entry.aliases,
        default=entry.default == "on",
        repair=_repair(entry) or (_repair(head) if (entry.fix, entry.unsafe_fix) == (None, None) else None),
    )


def _repair(entry: RuleEntry | PackFile) -> Repair | None:
    """The repair that an entry names; of two the safe one."""
    for fix, safe in ((entry.fix, True), (entry.unsafe_fix, False)):
        if isinstance(fix, FixEntry):
            return Repair(fix.text, safe, tuple(sorted(fix.replace.items(), key=_length, reverse=True)))
        if fix in ("drop", "drop-line", "suggestion"):
            return Repair(None if fix == "suggestion" else "", safe, line=fix == "drop-line")
    return None


def _length(replacement: tuple[str, str]) -> int:
    return len(replacement[0])


def _words(conditions: ConditionsEntry) -> tuple[Words, ...]:
    scopes: tuple[Literal["before", "after", "near", "line", "document"], ...]
    scopes = ("before", "after", "near", "line", "document")
    return tuple(Words(scope, wordings) for scope in scopes if (wordings := getattr(conditions, scope)) is not None)


def _examples(examples: Iterable[ExampleEntry]) -> tuple[Example, ...]:
    return tuple(
        Example(example.text, example.language, example.found or (), example.shared or (), example.fixed)
        for example in examples
    )


def _problems(
    error: ValidationError, source: Source, path: tuple[str | int, ...], model: type[BaseModel], *more: type[BaseModel]
) -> list[Problem]:
    """What pydantic says, each at its place in the file and in a writer's words."""
    valid = {name for each in (model, *more) for name in each.model_fields}
    found = []
    for item in error.errors(include_url=False):
        location = tuple(part for part in item["loc"] if not (isinstance(part, str) and "[" in part))
        where = (*path, *location)
        if item["type"] == "extra_forbidden":
            key = str(location[-1])
            names = valid if len(location) == 1 else _nested(model, location)
            found.append(Problem(source.place(where, key=True), f"unknown key '{key}'{nearest(key, names)}"))
        elif item["type"] == "missing":
            found.append(Problem(source.place(where[:-1]), f"'{location[-1]}' is missing"))
        elif item["type"] == "enum" or item["type"] == "literal_error":
            given = str(item["input"])
            allowed = regex.findall(r"'([^']+)'", str(item["ctx"]["expected"]))
            key = next((str(part) for part in reversed(location) if isinstance(part, str)), "")
            found.append(Problem(source.place(where), f"'{given}' is no {key}{nearest(given, allowed)}"))
        else:
            key = ".".join(str(part) for part in location)
            found.append(Problem(source.place(where), f"{key}: {item['msg'][:1].lower()}{item['msg'][1:]}"))
    return found


def _nested(model: type[BaseModel], location: Sequence[str | int]) -> set[str]:
    """The names that were valid where a nested key stands."""
    tables: dict[str, type[BaseModel]] = {
        "when": ConditionsEntry,
        "unless": ConditionsEntry,
        "evidence": EvidenceEntry,
        "examples": ExamplesEntry,
    }
    if location[0] == "examples" and len(location) > 2:
        return set(ExampleEntry.model_fields)
    inner = tables.get(str(location[0]))
    return set(inner.model_fields) if inner else set(model.model_fields)
