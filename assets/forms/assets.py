"""Dagster's side of the forms: one asset, the workbooks that go out for a round."""

from pathlib import Path

import dagster as dg

from assets.forms.writing import write_forms
from assets.partitions import QUARTERS, quarter_of
from assets.resources import HomeResource
from assets.shown import OWNERS, code
from assets.sources import office
from templates import FOLDER


class FormsConfig(dg.Config):
    """Whose form, and where to."""

    organisation: str = ""
    """A code; empty for every organisation that is expected in the round."""
    folder: str = ""
    """Empty for ``forms/<round>`` in the home."""


@dg.asset(
    key=["forms", "workbooks"],
    group_name="forms",
    partitions_def=QUARTERS,
    deps=[
        ["intake", "submissions"],
        *office("rounds", "organisations", "measures", "vocabularies", "settings", "contact"),
    ],
    owners=OWNERS,
    kinds={"excel", "html"},
    metadata=code(FOLDER / "forms" / "overview.html.j2"),
)
def workbooks(context: dg.AssetExecutionContext, config: FormsConfig, home: HomeResource) -> dg.MaterializeResult:
    """The forms of a round, each filled in with its organisation's last word, and the office's overview of them.

    Grain: one workbook per organisation expected in the round. Measures that were finished or cancelled in an earlier
    round are left out; a quarter that is not in the office's calendar has no forms.
    """
    folder = Path(config.folder) if config.folder else None
    quarter = quarter_of(context)
    written = write_forms(home.open(), home.office(), home.ledger(), quarter, config.organisation, folder)
    return dg.MaterializeResult(
        metadata={"files": len(written), "written": dg.MetadataValue.json([str(path) for path in written])}
    )
