"""The yardstick: the same charts and tables as a good analyst's one script would make them, in one HTML page.

It reads the same files with pandas, draws with matplotlib and writes with Jinja2. There are no checks, no receipts, no
history, no trace and no PDF here: those are the pipeline (``assets``), and ``benchmarks.bench`` says what they cost.
"""

from __future__ import annotations

import argparse
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import Environment
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Tables = dict[str, pd.DataFrame]
Numbers = dict[str, float]

GOALS = {
    "1": "Aktiv medvirkning i egen og næres helse",
    "2": "Enklere arbeidshverdag",
    "3": "Helsedata til fornying og forbedring",
    "4": "Tilgjengelig informasjon og styrket samhandling",
    "5": "Samarbeid og virkemidler som styrker gjennomføringskraft",
}
SDGS = {
    "3": "God helse og livskvalitet",
    "9": "Industri, innovasjon og infrastruktur",
    "10": "Mindre ulikhet",
    "17": "Samarbeid for å nå målene",
}
# Per code the name to show and the other spellings to expect, between semicolons.
COLOURS = {"red": "Rød;r;rødt", "yellow": "Gul;y;gult", "green": "Grønn;g;grønt"}
SEGMENTS = {"joint": "Samstyring;samstyre", "coordinated": "Koordinering;koordinere", "other": "Øvrige;øvrig"}
LIFECYCLES = {
    "planned": "planlagt",
    "active": "aktiv;pågår",
    "paused": "pause;på pause;satt på pause",
    "finished": "ferdigstilt;ferdig;avsluttet",
    "cancelled": "avbrutt;stanset",
}
CATEGORIES = {
    "national_solution": "Nasjonale løsninger;nasjonal løsning",
    "measure": "Andre tiltak;annet tiltak",
    "regulation": "Regelverk og juridiske avklaringer;juridisk;regelverk",
    "financing": "Finansiering",
    "supplier": "Leverandør;leverandører",
    "standard": "Standarder og arkitektur;standard;arkitektur",
    "capacity": "Kapasitet og kompetanse;ressurser",
}
CODES = {
    "segment": SEGMENTS,
    "lifecycle": LIFECYCLES,
    "status": COLOURS,
    "risk": COLOURS,
    "main_goal": GOALS,
    "goal": GOALS,
    "sdg": SDGS | {"none": "ingen;ikke relevant"},
    "category": CATEGORIES,
    "criticality": {"high": "høy", "medium": "middels;middel", "low": "lav"},
    "covered_by_owner": {"true": "ja;yes;1", "false": "nei;no;0"},
    "provisional": {"true": "ja;yes;1", "false": "nei;no;0"},
    "kind": {
        "full": "full innmelding",
        "correction": "korreksjon",
        "nothing_to_report": "ingenting å melde;nothing to report",
    },
}
SPELLINGS = {
    column: {word.lower(): code for code, words in terms.items() for word in (code, *words.split(";"))}
    for column, terms in CODES.items()
}
HEADINGS = {
    "tiltaks-id": "measure_id", "navn": "name", "segment": "segment", "livsløp": "lifecycle", "formål": "purpose",
    "status": "status", "begrunnelse status": "status_reason", "risiko": "risk", "hovedmål": "main_goal",
    "budsjett i år (mill. kr)": "budget_mnok", "resultat": "outcome", "videreføres i": "succeeded_by",
    "avhengighet": "description", "kategori": "category", "motpart": "counterpart", "frist": "due_date",
    "kritikalitet": "criticality", "program eller prosjekt": "programme", "nasjonal løsning": "solution",
    "leveranse": "product", "år": "year", "beløp (mill. kr)": "amount_mnok", "dekkes internt": "covered_by_owner",
    "mål": "goal", "bærekraftsmål": "sdg", "initiativ": "initiative", "hvem": "actor", "tjeneste": "service",
    "hva skal skje": "activity", "fra år": "start_year", "til år": "end_year", "foreløpig": "provisional",
}  # fmt: skip
COLUMNS = {
    "measures": "measure_id name segment lifecycle purpose status status_reason risk budget_mnok main_goal outcome"
    " succeeded_by",
    "dependencies": "measure_id description category counterpart due_date criticality status",
    "costs": "programme solution product year amount_mnok covered_by_owner",
    "goals": "measure_id goal",
    "sdgs": "measure_id sdg",
    "roadmap": "goal initiative actor service activity start_year end_year provisional",
}
SHEETS = {
    "measures": "Tiltak",
    "dependencies": "Avhengigheter",
    "costs": "Kostnader",
    "goals": "Mål",
    "sdgs": "Bærekraft",
    "roadmap": "Veikart",
}


def read_file(path: Path) -> tuple[dict[str, Any], Tables]:
    """Sender, quarter and kind of a submission, and its tables as they stand."""
    if path.suffix == ".json":
        content = json.loads(path.read_bytes())
        return content, {key: pd.DataFrame(content[key], dtype=object) for key in SHEETS if content.get(key)}
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            tables = {
                Path(name).stem: pd.read_csv(io.BytesIO(archive.read(name)), sep=";", encoding="utf-8-sig", dtype=str)
                for name in archive.namelist()
            }
        return dict(tables.pop("submission").to_numpy()), tables
    sheets = pd.read_excel(path, sheet_name=None, engine="calamine", dtype=object)
    said = dict(sheets["Innmelding"].to_numpy()[:, :2])
    fields = {"organisation": said["Virksomhet"], "quarter": said["Kvartal"], "kind": said["Type"]}
    return fields, {key: sheets[sheet] for key, sheet in SHEETS.items() if sheet in sheets}


def tidy(table: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """One table over all files: the wanted columns under their keys, codes as codes, amounts and years as numbers."""
    wanted = [*COLUMNS[table].split(), "quarter", "organisation"]
    frame = pd.concat(frames, ignore_index=True).reindex(columns=wanted).dropna(how="all", subset=wanted[:-2])
    for column in frame.columns.intersection(list(SPELLINGS)):
        frame[column] = frame[column].astype("string").str.strip().str.lower().map(SPELLINGS[column])
    for column in frame.columns.intersection(["budget_mnok", "amount_mnok", "year", "start_year", "end_year"]):
        frame[column] = pd.to_numeric(frame[column].astype("string").str.replace(",", "."))
    if "due_date" in frame:
        frame["due_date"] = pd.to_datetime(frame["due_date"], format="mixed", dayfirst=True).dt.date
    return frame


def read_inbox(inbox: Path) -> tuple[pd.DataFrame, Tables]:
    """Who sent what (one row per file), and every table over all files and quarters."""
    sent: list[dict[str, str]] = []
    parts: dict[str, list[pd.DataFrame]] = {key: [] for key in SHEETS}
    for path in sorted(path for path in inbox.rglob("*") if path.is_file()):
        fields, tables = read_file(path)
        whose = {"quarter": fields["quarter"], "organisation": fields["organisation"]}
        sent.append({**whose, "kind": SPELLINGS["kind"][fields["kind"].lower()]})
        for key, frame in tables.items():
            keys = [HEADINGS.get(heading, heading) for heading in (column.strip().lower() for column in frame.columns)]
            parts[key].append(frame.set_axis(keys, axis=1).assign(**whose))
    return pd.DataFrame(sent), {key: tidy(key, frames) for key, frames in parts.items()}


def of_round(home: Path, quarter: str) -> tuple[Numbers, Tables]:
    """The figures of a round under the contract's keys, and the tables that the page shows."""
    sent, every = read_inbox(home / "inbox")
    rounds = pd.read_csv(home / "office" / "rounds.csv")["quarter"]
    organisations = pd.read_csv(home / "office" / "organisations.csv", dtype=str).fillna({"expected_to": "9999"})
    expected = organisations[(organisations.expected_from <= quarter) & (organisations.expected_to >= quarter)]
    owners = organisations.set_index("code")["name"]
    now = {key: frame[frame.quarter == quarter] for key, frame in every.items()}
    measures = now["measures"].assign(owner=now["measures"].organisation.map(owners))
    active = measures[measures.lifecycle == "active"]
    numbers: Numbers = {"measures.active": len(active)}

    def count(pattern: str, values: pd.Series, codes: Any) -> None:
        found = values.value_counts()
        numbers.update({pattern.format(code): int(found.get(code, 0)) for code in codes})

    count("measures.active.{}", active.segment, SEGMENTS)
    numbers["budget.joint"] = round(active[active.segment == "joint"].budget_mnok.sum(), 6)
    with_risk = ["joint", "coordinated"]
    count("status.now.{}", active.status, COLOURS)
    count("risk.now.{}", active[active.segment.isin(with_risk)].risk, COLOURS)
    count("goals.main.{}", active.main_goal, GOALS)

    dependencies = now["dependencies"].merge(active[["measure_id", "name"]], on="measure_id")
    numbers["dependencies.total"] = len(dependencies)
    keyed = dependencies.category + "." + dependencies.status
    count("dependencies.{}", keyed, [f"{category}.{colour}" for category in CATEGORIES for colour in COLOURS])
    count("dependencies.{}", dependencies.criticality + "." + dependencies.status, ["high.red", "medium.red"])

    answers = now["sdgs"][now["sdgs"].measure_id.isin(active.measure_id)].drop_duplicates(["measure_id", "sdg"])
    numbers["sdg.answered"] = answers.measure_id.nunique()
    count("sdg.{}", answers.sdg, SDGS)

    costs = now["costs"]
    for pattern, covered in (("costs.{}", "false"), ("costs.internal.{}", "true")):
        sums = costs[costs.covered_by_owner == covered].groupby("year").amount_mnok.sum().round(6)
        numbers.update({pattern.format(f"{year:g}"): amount for year, amount in sums.items()})
    count("roadmap.goal.{}", now["roadmap"].goal, GOALS)

    here = sent[(sent.quarter == quarter) & sent.organisation.isin(expected.code)]
    numbers["coverage.expected"] = len(expected)
    numbers["coverage.submitted"] = here.organisation.nunique()
    numbers["coverage.nothing_to_report"] = int((here.kind == "nothing_to_report").sum())
    numbers["lifecycle.paused"] = int((measures.lifecycle == "paused").sum())

    moved = pd.DataFrame(columns=["why", *measures.columns])
    if (earlier := rounds[rounds < quarter]).any():
        before = every["measures"][every["measures"].quarter == earlier.max()]
        was_active = before[before.lifecycle == "active"]
        count("status.before.{}", was_active.status, COLOURS)
        count("risk.before.{}", was_active[was_active.segment.isin(with_risk)].risk, COLOURS)
        rank = {"green": 0, "yellow": 1, "red": 2}
        both = active.merge(was_active, on="measure_id", suffixes=("", "_before"))
        step = both.status.map(rank) - both.status_before.map(rank)
        numbers["status.change.improved"] = int((step < 0).sum())
        numbers["status.change.worsened"] = int((step > 0).sum())
        numbers["status.change.same"] = int((step == 0).sum())
        numbers["status.change.entered"] = len(active) - len(both)
        gone = was_active[~was_active.measure_id.isin(active.measure_id)].measure_id
        numbers["status.change.left"] = int(gone.isin(measures.measure_id).sum())
        numbers["measures.not_reported"] = len(gone) - numbers["status.change.left"]
        was = measures.measure_id.map(before.set_index("measure_id").lifecycle)
        known = measures.measure_id.isin(every["measures"][every["measures"].quarter < quarter].measure_id)
        changes = {
            "new": (measures.lifecycle == "active") & ~known,
            "started": (measures.lifecycle == "active") & (was == "planned"),
            "resumed": (measures.lifecycle == "active") & (was == "paused"),
            "finished": (measures.lifecycle == "finished") & (was != "finished"),
            "finished_was_paused": (measures.lifecycle == "finished") & (was == "paused"),
            "cancelled": (measures.lifecycle == "cancelled") & (was != "cancelled"),
        }
        numbers.update({f"lifecycle.{why}": int(rows.sum()) for why, rows in changes.items()})
        changes = {
            "Ferdigstilt": changes["finished"],
            "Nytt": changes["new"],
            "På pause": measures.lifecycle == "paused",
        }
        moved = pd.concat([measures[rows].assign(why=why) for why, rows in changes.items()])

    red = dependencies[(dependencies.criticality == "high") & (dependencies.status == "red")]
    what = {"programme": "Program", "product": "Leveranse", "solution": "Løsning"}
    amounts = costs.amount_mnok.map("{:g}".format).str.replace(".", ",")
    amounts = amounts.where(costs.covered_by_owner == "false", "(" + amounts + ")")
    printed = (
        costs.assign(amount=amounts, year=costs.year.astype(int)).fillna(dict.fromkeys(what, "")).rename(columns=what)
    )
    printed = printed.pivot_table(
        index=list(what.values()), columns="year", values="amount", aggfunc=" ".join, fill_value=""
    ).reset_index()
    years = printed.columns[len(what) :]
    totals = [f"{numbers[key]:g}".replace(".", ",") if (key := f"costs.{year}") in numbers else "" for year in years]
    printed = pd.concat([printed, pd.DataFrame([["Sum", "", "", *totals]], columns=printed.columns)])
    return numbers, {"active": active, "red": red, "moved": moved, "costs": printed, "roadmap": now["roadmap"]}


def names(terms: dict[str, str]) -> list[str]:
    """The names to show of a vocabulary's codes."""
    return [words.partition(";")[0] for words in terms.values()]


INK = {"red": "white", "yellow": "black", "green": "white"}
FILL = {"red": "#b3261e", "yellow": "#e8b93c", "green": "#3b7d4f"}


def plot(rows: int) -> tuple[Figure, Axes]:
    """A figure with room for long names; set by hand, since a layout engine would draw every chart twice."""
    height = 0.5 * rows + 1
    figure = Figure(figsize=(9, height))
    return figure, figure.add_axes((0.5, 0.5 / height, 0.46, 0.5 * rows / height))


def bars(labels: list[str], values: list[float], title: str) -> str:
    """Horizontal bars with their values, as SVG."""
    figure, axes = plot(len(labels))
    axes.bar_label(axes.barh(labels, values, color="#2f5d8a"), padding=3)
    return finish(figure, axes, title)


def stacks(labels: list[str], values: dict[str, list[float]], title: str) -> str:
    """Horizontal bars stacked by colour, as SVG."""
    figure, axes = plot(len(labels))
    left = [0.0] * len(labels)
    for (code, name), hatch in zip(zip(COLOURS, names(COLOURS), strict=True), ("xx", "//", ""), strict=True):
        drawn = axes.barh(labels, values[code], left=left, color=FILL[code], label=name, hatch=hatch, edgecolor="white")
        axes.bar_label(
            drawn,
            [f"{value:g}" if value else "" for value in values[code]],
            label_type="center",
            color=INK[code],
            weight="bold",
        )
        left = [a + b for a, b in zip(left, values[code], strict=True)]
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=3, frameon=False)
    return finish(figure, axes, title)


def finish(figure: Figure, axes: Axes, title: str) -> str:
    """What both kinds of chart end with."""
    axes.set_title(title, loc="left")
    axes.invert_yaxis()
    axes.spines[:].set_visible(False)
    axes.set_xticks([])
    svg = io.StringIO()
    figure.savefig(svg, format="svg")
    return svg.getvalue()


def charts(numbers: Numbers) -> dict[str, str]:
    """The six charts of the report."""

    def colours(*patterns: str) -> dict[str, list[float]]:
        return {code: [numbers.get(pattern.format(code), 0) for pattern in patterns] for code in COLOURS}

    by_category = [f"dependencies.{category}.{{}}" for category in CATEGORIES]
    rounds = ["Forrige runde", "Denne runden"]
    return {
        "segments": bars(names(SEGMENTS), [numbers[f"measures.active.{s}"] for s in SEGMENTS], "Tiltak per segment"),
        "status": stacks(rounds, colours("status.before.{}", "status.now.{}"), "Status"),
        "risk": stacks(rounds, colours("risk.before.{}", "risk.now.{}"), "Risiko"),
        "dependencies": stacks(names(CATEGORIES), colours(*by_category), "Avhengigheter per kategori"),
        "goals": bars(names(GOALS), [numbers[f"goals.main.{goal}"] for goal in GOALS], "Tiltak per hovedmål"),
        "sdgs": bars(names(SDGS), [numbers[f"sdg.{sdg}"] for sdg in SDGS], "Tiltak per bærekraftsmål"),
    }


PAGE = """<!doctype html>
<html lang="nb"><head><meta charset="utf-8"><title>Nasjonal e-helseportefølje {{ quarter }}</title>
<style>body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 1px solid #ccc; padding: .3rem; text-align: left }
svg { max-width: 100%; height: auto }</style></head><body>
{% macro table(rows, columns) %}<table><tr>{% for heading in columns %}<th>{{ heading }}</th>{% endfor %}</tr>
{% for row in rows %}<tr>{% for key in columns.values() %}<td>{{ row[key] | shown }}</td>{% endfor %}</tr>
{% endfor %}</table>{% endmacro %}
<h1>Nasjonal e-helseportefølje {{ quarter }}</h1>
<p>{{ numbers["measures.active"] }} aktive tiltak, {{ numbers["measures.active.joint"] }} av dem i samstyring med
{{ numbers["budget.joint"] | shown }} mill. kr. {{ numbers["coverage.submitted"] }} av
{{ numbers["coverage.expected"] }} virksomheter har meldt inn. {{ numbers["sdg.answered"] }} tiltak har svart
på bærekraftsmål.</p>
{% for name in ("segments", "status", "risk", "dependencies") %}{{ charts[name] | safe }}{% endfor %}
<h2>Røde avhengigheter med høy kritikalitet</h2>
{{ table(red, {"Tiltak": "name", "Avhengighet": "description", "Motpart": "counterpart", "Frist": "due_date"}) }}
{{ charts["goals"] | safe }}{{ charts["sdgs"] | safe }}
<h2>Ferdigstilte, nye og pausede tiltak</h2>
{{ table(moved, {"Hva": "why", "Tiltak": "name", "Eier": "owner", "Formål": "purpose", "Resultat": "outcome",
 "Videreføres i": "succeeded_by"}) }}
<h2>Kostnader til drift og forvaltning (mill. kr)</h2>
{{ table(costs, years) }}
<h2>Veikart</h2>
{% for goal, of_goal in roadmap | groupby("goal") %}<h3>{{ goals[goal] }}</h3>
{% for initiative, rows in of_goal | groupby("initiative") %}<h4>{{ initiative }}</h4>
{{ table(rows, {"Hvem": "actor", "Tjeneste": "service", "Hva skal skje": "activity",
 "Fra": "start_year", "Til": "end_year"}) }}
{% endfor %}{% endfor %}
<h2>Tiltakene</h2>
{{ table(active, {"Tiltak": "name", "Eier": "owner", "Segment": "segment", "Status": "status", "Risiko": "risk",
 "Budsjett": "budget_mnok", "Begrunnelse": "status_reason"}) }}
</body></html>"""


def page(quarter: str, numbers: Numbers, tables: Tables) -> str:
    """Everything in one HTML page."""
    codes = {code: name for terms in (COLOURS, SEGMENTS) for code, name in zip(terms, names(terms), strict=True)}

    def shown(value: Any) -> Any:
        if pd.isna(value):
            return ""
        return f"{value:g}".replace(".", ",") if isinstance(value, float) else codes.get(value, value)

    environment = Environment(autoescape=True)
    environment.filters["shown"] = shown
    rows = {name: frame.to_dict("records") for name, frame in tables.items()}
    return environment.from_string(PAGE).render(
        quarter=quarter,
        numbers=numbers,
        charts=charts(numbers),
        goals=GOALS,
        years={name: name for name in tables["costs"]},
        **rows,
    )


def main() -> None:
    """``baseline.py HOME ROUND PAGE``: read the home's inbox, write the page."""
    arguments = argparse.ArgumentParser(description=main.__doc__)
    arguments.add_argument("home", type=Path)
    arguments.add_argument("round")
    arguments.add_argument("page", type=Path)
    given = arguments.parse_args()
    numbers, tables = of_round(given.home, given.round)
    given.page.write_text(page(given.round, numbers, tables), encoding="utf-8")


if __name__ == "__main__":
    main()
