"""The whole lineage of a draft as W3C PROV-JSON: from each number by its cells' rows to the files handed in.

Source: https://www.w3.org/submissions/prov-json/. The steps between, with their columns, are told by
``assets.report.open_lineage``. Senders are organisations; no person is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assets.report.evidence import Evidence
from assets.report.graph import Asset
from assets.report.model import Model

Record = dict[str, Any]

_KINDS = ("ns", "report", "asset", "step", "number", "row", "submission", "office", "organisation", "query", "code")


def document(
    made: Model,
    evidence: Evidence,
    assets: Iterable[Asset],
    *,
    office: Iterable[Mapping[str, str]],
    queries: Mapping[str, str],
    code: str,
) -> Record:
    """PROV-JSON. ``office`` are path and hash of the office's files, ``queries`` hashes of queries by asset."""
    writer = _Writer()
    report, software = f"report:{made['round']}", f"code:{code}"
    writer.say("entity", report, {"prov:type": "ns:Report", "ns:known_at": made["known_at"] or ""})
    writer.say("agent", software, {"prov:type": _typed("prov:SoftwareAgent")})
    _submissions(writer, evidence)
    for file in office:
        writer.say("entity", f"office:{file['path']}", {"prov:type": "ns:OfficeFile", "ns:sha256": file["sha256"]})
        writer.relate("wasDerivedFrom", report, f"office:{file['path']}")
    for asset in assets:
        _asset(writer, asset, software, queries.get(asset.key))
    writer.relate("wasDerivedFrom", report, "asset:report/model")
    for key, contributions in evidence["numbers"].items():
        number = made["numbers"][key]
        said = {"prov:type": "ns:Number", "ns:value": str(number["value"]), "ns:unit": number["unit"]}
        writer.say("entity", f"number:{key}", said)
        writer.relate("hadMember", "asset:statistics/numbers", f"number:{key}")
        _behind(writer, key, contributions, evidence)
    return writer.document


def _submissions(writer: _Writer, evidence: Evidence) -> None:
    for organisation in sorted({one["organisation"] for one in evidence["submissions"].values()}):
        writer.say("agent", f"organisation:{organisation}", {"prov:type": _typed("prov:Organization")})
    for sequence, one in evidence["submissions"].items():
        said = {
            "ns:sha256": one["sha256"],
            "ns:round": one["round"],
            "ns:late": one["late"],
            "ns:taken_at": one["taken_at"],
        }
        writer.say("entity", f"submission:{sequence}", {"prov:type": "ns:Submission", **said})
        writer.relate("wasAttributedTo", f"submission:{sequence}", f"organisation:{one['organisation']}")
        writer.relate("hadMember", "asset:inbox/files", f"submission:{sequence}")
    for fact_id, row in evidence["rows"].items():
        values = {f"ns:{field}": cell["value"] for field, cell in row["cells"].items() if cell["value"] is not None}
        writer.say(
            "entity",
            f"row:{fact_id}",
            {"prov:type": "ns:Row", "ns:sheet": row["sheet"], "ns:row": row["row"], **values},
        )
        writer.relate("wasDerivedFrom", f"row:{fact_id}", f"submission:{row['sequence']}")


def _asset(writer: _Writer, asset: Asset, software: str, query: str | None) -> None:
    writer.say(
        "entity", f"asset:{asset.key}", {"prov:type": _typed("prov:Collection"), "prov:label": asset.description}
    )
    if not asset.reads:
        return
    step = f"step:{asset.key}"
    writer.say("activity", step, {})
    writer.relate("wasGeneratedBy", f"asset:{asset.key}", step)
    for one in asset.reads:
        writer.relate("used", step, f"asset:{one}")
    plan = {"prov:plan": f"query:{asset.key}"} if query else {}
    if query:
        writer.say("entity", plan["prov:plan"], {"prov:type": _typed("prov:Plan"), "ns:sha256": query})
    writer.relate("wasAssociatedWith", step, software, plan)


def _behind(writer: _Writer, key: str, contributions: Iterable[Record], evidence: Evidence) -> None:
    """A number's rows, each once, with the fields that are read of it; and the submissions that it counts as such."""
    fields: dict[str, dict[str, None]] = {}
    for one in contributions:
        for fact_id, field in one["cells"]:
            fields.setdefault(fact_id, {})[field] = None
    for fact_id, read in fields.items():
        cells = evidence["rows"][fact_id]["cells"]
        places = [
            f"{field} {cells[field]['column']}" if cells[field]["column"] is not None else field for field in read
        ]
        writer.relate("wasDerivedFrom", f"number:{key}", f"row:{fact_id}", {"ns:cells": places})
    for sequence in sorted({sequence for one in contributions for sequence in one["ledger"]}):
        writer.relate("wasDerivedFrom", f"number:{key}", f"submission:{sequence}")


def _typed(name: str) -> Record:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


_ENDS = {
    "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity"),
    "wasGeneratedBy": ("prov:entity", "prov:activity"),
    "wasAttributedTo": ("prov:entity", "prov:agent"),
    "wasAssociatedWith": ("prov:activity", "prov:agent"),
    "used": ("prov:activity", "prov:entity"),
    "hadMember": ("prov:collection", "prov:entity"),
}


class _Writer:
    """Collects records; relations are numbered in the order in which they are said."""

    def __init__(self) -> None:
        self.document: Record = {"prefix": {kind: f"urn:portefolje:{kind}:" for kind in _KINDS}}
        self._relations = 0

    def say(self, kind: str, name: str, attributes: Record) -> None:
        self.document.setdefault(kind, {})[name] = attributes

    def relate(self, kind: str, one: str, other: str, attributes: Record | None = None) -> None:
        self._relations += 1
        ends = dict(zip(_ENDS[kind], (one, other), strict=True))
        self.document.setdefault(kind, {})[f"_:r{self._relations}"] = ends | (attributes or {})
