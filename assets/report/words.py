"""The model -> a document in one language: every reference becomes text, every number keeps its key.

Renderers (``html``, ``pdf``, ``charts``) get nothing but this document and add no words. Messages stand in
``templates/locale``; which sentence is said is decided in ``assets.report.chapters``.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from assets.language import OWN, Language, language
from assets.report import chart_words
from assets.report.blocks import Block, Ref, count, message, reference
from assets.report.chart_words import Speech
from assets.report.prose import Reference, document_blocks
from assets.statistics.numbers import Number
from checks.contract import VOCABULARIES, Term, Vocabulary

Span = dict[str, Any]
Document = dict[str, Any]

_WORD_FORMS = {"n": "neuter", "c": "common", "f": "feminine"}
"""How a place of a message asks for a count as a word, by gender; a capital asks for a capital letter."""


@dataclass(frozen=True)
class Words:
    """All names that a document needs, and the language that it is written in."""

    language: Language
    numbers: Mapping[str, Number]
    measures: Mapping[str, str]
    organisations: Mapping[str, str]
    vocabularies: Mapping[str, Vocabulary]
    places: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Kind (chapter, section, figure, table) and number of what has one, by its place on the page."""

    def text(self, ref: Ref) -> str:
        """A reference as plain text."""
        return "".join(span["text"] for span in self.spans(ref))

    def spans(self, ref: Ref) -> list[Span]:
        """A reference as spans of text. Raises KeyError for a number or message that does not exist."""
        ((kind, value), *_) = ref.items()
        match kind:
            case "number":
                return [self._number(value)]
            case "count":
                return [{"text": self.language.number(value)}]
            case "measure":
                return [self._measure(value)]
            case "organisation":
                return [self._own(self.organisations.get(value, value))]
            case "quarter":
                return [{"text": self.language.quarter(value)}]
            case "day":
                return [{"text": self.language.day(date.fromisoformat(value))}]
            case "year":
                return [{"text": str(value)}]
            case "term":
                return self._term(*value)
            case "name":
                return [self._name(*value)]
            case "colour" | "symbol":
                return [span | {"text": span["text"].capitalize()} for span in self._term("colour", value)]
            case "text":
                return [self._own(value)]
            case "message":
                return self._message(value, ref.get("places", {}))
            case "share":
                return [self._share(value)]
            case "signed":
                return [self._signed(value)]
            case "amount":
                return [{"text": self.language.say("number.absent") if value is None else self.language.number(value)}]
            case "reference":
                kind, count = self.places[value]
                return [{"text": self.language.say(f"reference.{kind}", number=count), "to": value}]
            case "list":
                return self._listed([self.spans(one) for one in _kept(ref)])
            case _:
                raise KeyError(f"no such reference: {kind}")

    def spoken(self, reference: Reference) -> list[Span]:
        """A reference of the office's prose. Raises KeyError for a number that does not exist or another form."""
        if reference.kind == "measure":
            return [self._measure(reference.key)]
        counted = self._message(f"counted.{self.numbers[reference.key].unit}", {"n": {"number": reference.key}})
        match reference.form.casefold():
            case "figure":
                spans = [self._number(reference.key)]
            case "word":  # in the gender of what it counts
                spans = [span for span in counted if "number" in span]
            case "counted":
                spans = counted
            case _:
                raise KeyError(f"no such form: {reference.form}")
        if reference.form[0].isupper():
            spans[0] = spans[0] | {"text": spans[0]["text"][:1].upper() + spans[0]["text"][1:]}
        return spans

    def cell(self, ref: Ref) -> dict[str, Any]:
        """A reference as a table cell."""
        if "lines" in ref:
            return {"lines": [self.spans(one) for one in ref["lines"]]}
        cell: dict[str, Any] = {"spans": self.spans(ref)}
        if ref.get("colour") or ref.get("symbol"):
            cell["colour"] = ref.get("colour") or ref["symbol"]
        if ref.get("symbol"):
            cell["compact"] = True
        return cell

    def _number(self, key: str, form: str = "") -> Span:
        found = self.numbers[key]
        if found.value is None:
            return {"text": self.language.say("number.absent"), "traced": key}
        shown = self.language.number(found.value)
        if form:
            shown = self._count_word(found.value, _WORD_FORMS[form.lower()])
            shown = shown[0].upper() + shown[1:] if form.isupper() else shown
        return {"text": shown, "number": key, "value": format(found.value.normalize(), "f")}

    def _signed(self, key: str) -> Span:
        span = self._number(key)
        value = self.numbers[key].value
        return span | {"text": f"+{span['text']}"} if value is not None and value > 0 else span

    def _share(self, key: str) -> Span:
        share = self.numbers[key].share
        return {"text": self.language.say("number.absent" if share is None else "share", count=share), "traced": key}

    def _count_word(self, value: Decimal, gender: str) -> str:
        bare = f"{value.normalize():f}"
        for key in (f"word.{bare}.{gender}", f"word.{bare}"):
            if self.language.has(key):
                return self.language.say(key)
        return self.language.number(value)

    def _measure(self, measure_id: str) -> Span:
        name = self.measures.get(measure_id)
        if name is None:
            return {"text": measure_id}
        named = self._own(self.language.quoted(name))
        return named | {"measure": measure_id, "to": f"tiltak-{measure_id}"}

    def own_language(self, words: str) -> str | None:
        """What to mark somebody's own words with: nothing where it is the document's language, or there is no word."""
        return OWN if self.language.code != OWN and any(char.isalpha() for char in words) else None

    def _own(self, words: str) -> Span:
        marked = self.own_language(words)
        return {"text": words, "lang": marked} if marked else {"text": words}

    def _name(self, vocabulary: str, code: str) -> Span:
        """What a code is called: in the document's language, unless the office has given it a name of its own."""
        found = self.vocabularies[vocabulary].by_code.get(code)
        if found is None:
            return {"text": code}
        shipped = VOCABULARIES[vocabulary].by_code.get(code)
        key = f"name.{vocabulary}.{code}"
        if shipped and shipped.name == found.name and self.language.has(key):
            return {"text": self.language.say(key)}
        return self._own(found.name)

    def _term(self, vocabulary: str, code: str | None) -> list[Span]:
        if code is None:
            return [{"text": ""}]
        name, key = self._name(vocabulary, code), f"term.{vocabulary}"
        if not self.language.has(key):
            return [name]
        parts: dict[str, Span] = {"code": {"text": code}, "name": name}
        return _filled(self.language.template(key), lambda place, _: [parts[place]])

    def _message(self, key: str, places: Mapping[str, Ref]) -> list[Span]:
        counted = places.get("n", {})
        count = self.numbers[counted["number"]].value if "number" in counted else None
        for kind in ("count", "amount"):
            count = counted.get(kind, count)
        whole = int(count) if count is not None and count % 1 == 0 else count

        def filling(place: str, form: str) -> list[Span]:
            ref = places[place]
            return [self._number(ref["number"], form)] if form and "number" in ref else self.spans(ref)

        spans = _filled(self.language.template(key, whole), filling)
        if whole == 0 and "number" in counted and not any("number" in span for span in spans):
            # "Ingen tiltak ..." says its number without a figure: the words carry the key.
            spans[0] = {**spans[0], "number": counted["number"], "value": "0"}
        return spans

    def _listed(self, parts: list[list[Span]]) -> list[Span]:
        if not parts:
            return []
        *first, last = parts
        spans: list[Span] = []
        for position, part in enumerate(first):
            spans += [{"text": ", "}, *part] if position else part
        return [*spans, {"text": self.language.say("list.and")}, *last] if first else last

    def sentences(self, refs: Iterable[Ref]) -> list[Span]:
        """Sentences after each other, a blank between them."""
        spans: list[Span] = []
        for ref in refs:
            spans += [{"text": " "}, *self.spans(ref)] if spans else self.spans(ref)
        return spans


def _kept(ref: Ref) -> Sequence[Ref]:
    """What of a list is said: where much would be left out, how much and where it stands."""
    listed: Sequence[Ref] = ref["list"]
    most = ref.get("most", len(listed))
    if len(listed) <= most + 1:  # one more is named, since other words would take its place
        return listed
    return [*listed[:most], message("list.rest", n=count(len(listed) - most), place=reference(ref["see"]))]


def _filled(template: str, filling: Callable[[str, str], Sequence[Span]]) -> list[Span]:
    """A message as spans; ``filling`` gives those of a place by its name and the form that it asks for."""
    spans: list[Span] = []
    for literal, place, form, _ in string.Formatter().parse(template):
        if literal:
            spans.append({"text": literal})
        if place:
            spans += filling(place, form or "")
    return spans


def document(model: Mapping[str, Any], words: Words) -> tuple[Document, dict[str, dict[str, Any]]]:
    """The whole report in the language, and the chart of each figure by its file name.

    ``model`` is that of ``assets.report.model``: ``round``, ``edition``, ``known_at``, ``chapters`` and ``cover``.
    """
    writer = _Writer(replace(words, places=numbered(model["chapters"])))
    say = words.language.say
    chapters = [writer.chapter(chapter) for chapter in model["chapters"]]
    cover = model["cover"]
    finished = {
        "language": words.language.code,
        "title": say("cover.title"),
        "subtitle": say("cover.subtitle", quarter=words.language.quarter(model["round"])),
        "edition": cover["edition_name"],
        "edition_lang": words.own_language(cover["edition_name"]),
        "publisher": say("cover.publisher"),
        "numbers_at": _numbers_at(model, words.language.code),
        "draft": model["edition"] is None,
        "mark": mark(words.language, model["edition"]),
        "reported_per": say("cover.reported_per", day=words.language.day(date.fromisoformat(cover["cut_off"]))),
        "known_at": model["known_at"] or cover["cut_off"],
        "chrome": {key: say(f"chrome.{key}") for key in CHROME},
        "chapters": chapters,
    }
    return finished, writer.charts


def mark(language: Language, edition: int | None) -> str:
    """What the shell says of a draft and of a revision; of a first edition it says nothing."""
    if edition is None:
        return language.say("cover.draft")
    return language.say("cover.revision", number=edition) if edition > 1 else ""


def _numbers_at(model: Mapping[str, Any], code: str) -> str:
    """The address on the web below which each number has its page; empty when the office has not said one."""
    address = model.get("address", "")
    return f"{address}/{model['round']}/{code}/numbers" if address else ""


CHROME = (
    "contents",
    "figure",
    "table",
    "page",
    "to_content",
    "languages",
    "formats",
    "as_pdf",
    "as_word",
    "as_case_note",
    "data_behind",
    "download",
    "source",
    "draft_note",
    "scroll",
)
"""Fixed words of the page around the text."""


def numbered(chapters: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Kind and number of every chapter, section, figure and table by its place on the page, as they come."""
    places: dict[str, tuple[str, str]] = {}
    counts = {"chapter": 0, "figure": 0, "table": 0}

    def count(kind: str, place: str) -> str:
        counts[kind] += 1
        places[place] = kind, str(counts[kind])
        return str(counts[kind])

    for chapter in chapters:
        number = count("chapter", chapter["id"]) if chapter["is_numbered"] else ""
        for position, section in enumerate(chapter["sections"], start=1):
            if number:
                places[section["id"]] = "section", f"{number}.{position}"
        for part in (chapter, *chapter["sections"]):
            for block in part["blocks"]:
                if block["type"] in {"figure", "table"}:
                    count(block["type"], _place(block))
    return places


def _place(part: Mapping[str, Any]) -> str:
    """Where a page has a chapter, section, figure or table."""
    kind = part.get("type")
    return f"{kind}-{part['id']}" if kind else str(part["id"])


def _data(block: Block) -> str:
    """The file with the numbers of a figure or table, as ``assets.report.data_files`` names it."""
    return f"data/{block['id']}.csv"


class _Writer:
    """Writes blocks, each with the number that it has in the report."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.charts: dict[str, dict[str, Any]] = {}

    def chapter(self, chapter: Mapping[str, Any]) -> dict[str, Any]:
        return {**self._section(chapter), "sections": [self._section(section) for section in chapter["sections"]]}

    def _number_of(self, part: Mapping[str, Any]) -> str:
        """Empty for what has none."""
        _, number = self.words.places.get(_place(part), ("", ""))
        return number

    def _section(self, section: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": section["id"],
            "number": self._number_of(section),
            **self._phrases(title=section["title"]),
            "blocks": [written for block in section["blocks"] for written in self._block(block)],
        }

    def _phrases(self, **refs: Ref) -> dict[str, Any]:
        """References as plain texts by name; where one has words of another language, with its spans in ``marked``."""
        spans = {name: self.words.spans(ref) for name, ref in refs.items()}
        # A number or measure in a heading is no link to its key, in any language.
        kept = {
            name: [{key: span[key] for key in ("text", "lang") if key in span} for span in found]
            for name, found in spans.items()
        }
        marked = {name: found for name, found in kept.items() if any("lang" in span for span in found)}
        texts = {name: "".join(span["text"] for span in found) for name, found in spans.items()}
        return texts | ({"marked": marked} if marked else {})

    def _block(self, block: Block) -> list[Block]:
        words = self.words
        match block["type"]:
            case "paragraph" | "note" as kind:
                return [{"type": kind, "spans": words.sentences(block["sentences"])}]
            case "list":
                return [{"type": "list", "items": [words.spans(item) for item in block["items"]]}]
            case "subheading":
                return [{"type": "subheading", "id": block["id"], **self._phrases(text=block["title"])}]
            case "key_figures":
                return [{"type": "key_figures", "items": [self._key_figure(item) for item in block["items"]]}]
            case "markdown":
                return self._markdown(block)
            case "table":
                return [self._table(block) | {"type": "table", "number": self._number_of(block), "data": _data(block)}]
            case "figure":
                return [self._figure(block)]
            case _:
                raise KeyError(f"no such block: {block['type']}")

    def _markdown(self, block: Block) -> list[Block]:
        """A text of the office: it keeps the language that it is written in, for its numbers too."""
        theirs = block["language"]
        if theirs == self.words.language.code:
            return document_blocks(block["text"], self.words.spoken)
        words = replace(self.words, language=language(theirs))
        return [one | {"lang": theirs} for one in document_blocks(block["text"], words.spoken)]

    def _key_figure(self, item: Mapping[str, Any]) -> dict[str, Any]:
        key = item["number"]
        found = self.words.numbers[key]
        return {
            "value": self.words.spans({"number": key}),
            "label": self.words.language.template(f"headline.label.{key}", found.value),
            "detail": self.words.spans(item["detail"]),
        }

    def _table(self, block: Block) -> dict[str, Any]:
        words = self.words
        return {
            "id": block["id"],
            "number": None,
            **self._phrases(caption=block["caption"]),
            "columns": [self._column(column) for column in block["columns"]],
            "rows": [[words.cell(ref) for ref in row] for row in block["rows"]],
            "foot": [[words.cell(ref) for ref in row] for row in block["foot"]],
            "note": words.sentences(block["notes"]),
            "dense": block.get("dense", False),
        }

    def _column(self, column: Mapping[str, Any]) -> dict[str, Any]:
        return {**column, **self._phrases(heading=column["heading"]), "width": float(column["width"])}

    def _figure(self, block: Block) -> Block:
        words = self.words
        chart, said = self._chart(block["chart"])
        name = f"{block['id']}.{words.language.code}.svg"
        self.charts[name] = chart
        phrases = self._phrases(title=block["title"], caption=block["caption"])
        return {
            "type": "figure",
            "id": block["id"],
            "number": self._number_of(block),
            "data": _data(block),
            "src": f"figures/{name}",
            **phrases,
            "alt": f"{phrases['caption']} {said}",
            "table": self._table(block["table"]),
            "note": words.sentences(block["notes"]),
        }

    def _chart(self, chart: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
        """The chart as it is drawn, and all its numbers in words."""
        match chart["kind"]:
            case "bars":
                drawn = {"kind": "bars", "rows": [self._bar(row) for row in chart["rows"]]}
            case "stacked":
                drawn = self._stacked(chart)
            case "grid":
                drawn = self._grid(chart)
            case _:
                return chart_words.worded(chart, Speech(self.words.text, self.words.language.say, self._drawn))
        return drawn, _in_words(drawn)

    def _bar(self, row: Mapping[str, Any]) -> dict[str, Any]:
        kept = {key: row[key] for key in ("tag", "colour") if row.get(key)}
        return {"label": self.words.text(row["label"]), **self._drawn(row["number"]), **kept}

    def _stacked(self, chart: Mapping[str, Any]) -> dict[str, Any]:
        say = self.words.language.say
        rows: list[dict[str, Any]] = []
        for row in chart["rows"]:
            sub = self.words.text(row["sub"])
            whole = self.words.numbers[row["parts"][0]["number"]].of
            if whole is not None:
                sub = say("chart.of", count=int(whole), round=sub)
            parts = [
                {"code": part["code"], "label": self.words.text(part["label"]), **self._drawn(part["number"])}
                | {"share": self._share(part["number"])}
                for part in row["parts"]
            ]
            rows.append({"label": self.words.text(row["label"]), "sub": sub, "parts": parts})
        legend = [{"code": part["code"], "label": part["label"]} for part in rows[0]["parts"]]
        drawn: dict[str, Any] = {"kind": "stacked", "rows": rows, "legend": legend, "changes": []}
        for change in chart.get("changes", ()):
            difference = self.words.numbers[change["number"]].value or Decimal(0)
            sign = "+" if difference > 0 else ""
            amount = f"{sign}{self.words.language.number(difference)}" if difference else say("chart.unchanged")
            name = self.words.text({"colour": change["code"]})
            drawn["changes"].append({"code": change["code"], "text": f"{name}: {amount}"})
        drawn["changes_title"] = say("chart.changes")
        return drawn

    def _grid(self, chart: Mapping[str, Any]) -> dict[str, Any]:
        def row(said: Mapping[str, Any], label: str) -> dict[str, Any]:
            return {
                "label": label,
                "values": [self._drawn(key) for key in said["numbers"]],
                "total": self._drawn(said["total"])["text"],
            }

        total = self.words.language.say("total")
        return {
            "kind": "grid",
            "columns": [{**column, "label": self.words.text(column["label"])} for column in chart["columns"]],
            "rows": [row(said, self.words.text(said["label"])) for said in chart["rows"]],
            "total_row": row(chart["total_row"], total),
            "total_label": total,
        }

    def _share(self, key: str) -> str:
        """A count as whole percents of what it is a part of; empty where that is nothing."""
        found = self.words.numbers[key]
        return self.words.language.share(found.value / found.of) if found.value is not None and found.of else ""

    def _drawn(self, key: str) -> dict[str, Any]:
        value = self.words.numbers[key].value or Decimal(0)
        return {"value": float(value), "text": self.words.language.number(value)}


def _in_words(chart: Mapping[str, Any]) -> str:
    """All numbers of a chart as text, for those who do not see it."""
    if chart["kind"] == "bars":
        return _joined(f"{row['label']}: {row['text']}" for row in chart["rows"])
    if chart["kind"] == "stacked":
        rows = [
            f"{row['label']} ({row['sub']}): "
            + ", ".join(f"{part['label'].lower()} {_with_share(part)}" for part in row["parts"])
            for row in chart["rows"]
        ]
        return _joined([*rows, *(change["text"] for change in chart["changes"])])
    names = [column["label"].lower() for column in chart["columns"]]
    return _joined(
        f"{row['label']}: "
        + ", ".join(f"{name} {drawn['text']}" for name, drawn in zip(names, row["values"], strict=True))
        for row in (*chart["rows"], chart["total_row"])
    )


def _with_share(part: Mapping[str, Any]) -> str:
    return f"{part['text']} ({part['share']})" if part["share"] else str(part["text"])


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts) + "."


def words_of(made: Mapping[str, Any], language: Language) -> Words:
    """What is needed to say a model in a language, from the model alone."""
    names = made["names"]
    return Words(
        language=language,
        numbers={key: _number(read) for key, read in made["numbers"].items()},
        measures=names["measures"],
        organisations=names["organisations"],
        vocabularies={
            name: Vocabulary(name, tuple(Term(**term) for term in terms))
            for name, terms in names["vocabularies"].items()
        },
    )


def _number(read: Mapping[str, Any]) -> Number:
    def amount(value: int | Decimal | None) -> Decimal | None:
        return None if value is None else Decimal(value)

    return Number(**{**read, **{name: amount(read[name]) for name in ("value", "of", "share")}})
