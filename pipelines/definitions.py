"""The composition root: every asset, the jobs, and the home that they work on.

Nothing is made here; what is made is ``assets``. ``dg`` and Dagster's UI and daemon load this module.
"""

from __future__ import annotations

import dagster as dg

from assets.editions.assets import EDITION
from assets.forms import assets as forms
from assets.intake import assets as intake
from assets.portfolio import assets as portfolio
from assets.report import assets as report
from assets.resources import HomeResource
from assets.roadmap import assets as roadmap
from assets.sources import SOURCES
from assets.statistics import assets as statistics
from pipelines.jobs import make_draft, make_draft_again, make_forms, take_in

ROOMS = (intake, portfolio, statistics, roadmap, report, forms)

defs = dg.Definitions(
    assets=[
        *dg.with_source_code_references([one for room in ROOMS for one in dg.load_assets_from_modules([room])]),
        *SOURCES,
        EDITION,
    ],
    jobs=[take_in, make_draft, make_draft_again, make_forms],
    resources={"home": HomeResource()},
    # Steps are short and share what they read; a process for each would cost more than the work.
    executor=dg.in_process_executor,
)
