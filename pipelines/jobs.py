"""What can be launched, named for what it does.

Which assets there are is ``pipelines.definitions``; when jobs run by themselves is not decided here.
"""

from __future__ import annotations

import dagster as dg

take_in = dg.define_asset_job(
    "take_in",
    selection=dg.AssetSelection.groups("intake"),
    description="Take in the inbox: every new file gets its verdict and its receipt.",
)
make_draft_again = dg.define_asset_job(
    "make_draft_again",
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups("intake", "editions", "forms"),
    description="Make the round's facts, numbers and report from what has been taken in already: for a publication.",
)
make_draft = dg.define_asset_job(
    "make_draft",
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups("editions", "forms"),
    description="Take in the inbox, then make the round's facts, numbers and report.",
)
make_forms = dg.define_asset_job(
    "make_forms",
    selection=dg.AssetSelection.groups("intake", "forms"),
    description="Take in the inbox, then write the round's forms from each organisation's last word.",
)
