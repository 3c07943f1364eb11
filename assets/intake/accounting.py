"""Nothing is lost: whether every row that was read has been accepted, refused or held.

The sums are those of the ledger records; the accepted and held rows are counted anew in the objects that facts are made
from, so that a row which fell between the verdict and the object is found.
"""

from __future__ import annotations

from collections.abc import Iterable

from assets.intake.accepted import AcceptedRows
from assets.ledger import Record


def unaccounted(records: Iterable[Record], accepted: AcceptedRows) -> list[str]:
    """Tables of submissions whose rows do not add up, each as a line for an engineer."""
    wrong = []
    for record in records:
        kept = accepted.of(record)
        for table, rows in record["rows"].items():
            stand = len(kept[table]["rows"]) if table in kept else 0
            if rows["accepted"] + rows["held"] != stand or rows["read"] != stand + rows["refused"]:
                wrong.append(
                    f"submission {record['sequence']}, {table}: read {rows['read']}, accepted {rows['accepted']}, "
                    f"refused {rows['refused']}, held {rows['held']}, kept {stand}"
                )
    return wrong
