-- Which measures were active when last reported, and are not reported now though their owner is expected to?
-- They stand in no status figure. What was last reported before the look-back counts as never reported.
SELECT
    'measures.not_reported' AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle')] AS cells,
    [word] AS ledger
FROM unreported_measures
