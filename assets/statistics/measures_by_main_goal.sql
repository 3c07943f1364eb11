-- Which strategy goal do the active measures mainly serve?
-- Each measure names one main goal; goals supported beside it are not counted here.
SELECT
    'goals.main.' || main_goal AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'main_goal')] AS cells,
    [] AS ledger
FROM active_measures
