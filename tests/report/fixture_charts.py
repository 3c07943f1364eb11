"""Six charts as the model hands them over for the second quarter of 2023, some numbers made up."""

from __future__ import annotations

from typing import Any

COLOURS = [{"code": "red", "label": "Rød"}, {"code": "yellow", "label": "Gul"}, {"code": "green", "label": "Grønn"}]


def bar(label: str, value: int, **more: str) -> dict[str, Any]:
    return {"label": label, "value": value, "text": str(value), **more}


def stack(label: str, sub: str, red: int, yellow: int, green: int) -> dict[str, Any]:
    values = (red, yellow, green)
    parts = [{**c, "value": value, "text": str(value)} for c, value in zip(COLOURS, values, strict=True)]
    return {"label": label, "sub": sub, "parts": parts}


def category(label: str, red: int, yellow: int, green: int) -> dict[str, Any]:
    values = [{"value": value, "text": str(value)} for value in (red, yellow, green)]
    return {"label": label, "values": values, "total": str(red + yellow + green)}


CHARTS: dict[str, dict[str, Any]] = {
    "segments": {
        "kind": "bars",
        "rows": [bar("Samstyring", 12), bar("Koordinering", 15), bar("Øvrige", 10)],
    },
    "status": {
        "kind": "stacked",
        "legend": COLOURS,
        "rows": [
            stack("Forrige runde", "1. kvartal 2023 (37 tiltak)", 1, 13, 23),
            stack("Denne runden", "2. kvartal 2023 (37 tiltak)", 1, 17, 19),
        ],
        "changes_title": "Endring fra forrige runde",
        "changes": [
            {"code": "red", "text": "Rød: uendret"},
            {"code": "yellow", "text": "Gul: +4"},
            {"code": "green", "text": "Grønn: \N{MINUS SIGN}4"},
        ],
    },
    "risk": {
        "kind": "stacked",
        "legend": COLOURS,
        "rows": [
            stack("Forrige runde", "1. kvartal 2023 (27 tiltak)", 1, 12, 14),
            stack("Denne runden", "2. kvartal 2023 (27 tiltak)", 0, 13, 14),
        ],
        "changes_title": "Endring fra forrige runde",
        "changes": [
            {"code": "red", "text": "Rød: \N{MINUS SIGN}1"},
            {"code": "yellow", "text": "Gul: +1"},
            {"code": "green", "text": "Grønn: uendret"},
        ],
        "note": "Bare tiltak i segmentene Samstyring og Koordinering rapporterer risiko.",
    },
    "dependencies": {
        "kind": "grid",
        "columns": COLOURS,
        "total_label": "Sum",
        "rows": [
            category("Nasjonale løsninger", 3, 9, 16),
            category("Leverandør", 1, 4, 4),
            category("Finansiering", 2, 5, 1),
            category("Andre tiltak", 1, 1, 6),
            category("Regelverk og juridiske avklaringer", 0, 3, 4),
            category("Standarder og arkitektur", 0, 3, 2),
            category("Kapasitet og kompetanse", 1, 4, 0),
        ],
        "total_row": category("Alle kategorier", 8, 29, 33),
    },
    "goals": {
        "kind": "bars",
        "rows": [
            bar("Aktiv medvirkning i egen og næres helse", 9, tag="1"),
            bar("Enklere arbeidshverdag", 8, tag="2"),
            bar("Helsedata til fornying og forbedring", 8, tag="3"),
            bar("Tilgjengelig informasjon og styrket samhandling", 8, tag="4"),
            bar("Samarbeid og virkemidler som styrker gjennomføringskraft", 4, tag="5"),
        ],
        "note": "Mål 5 gjelder samarbeid og virkemidler, og har færre tiltak av den grunn.",
    },
    "sdg": {
        "kind": "bars",
        "rows": [
            bar("God helse og livskvalitet", 31, tag="3", colour="#4c9f38"),
            bar("Industri, innovasjon og infrastruktur", 15, tag="9", colour="#fd6925"),
            bar("Mindre ulikhet", 7, tag="10", colour="#dd1367"),
            bar("Samarbeid for å nå målene", 10, tag="17", colour="#19486a"),
        ],
        "note": "34 av 37 aktive tiltak har svart. Ett tiltak kan bidra til flere mål.",
    },
}
