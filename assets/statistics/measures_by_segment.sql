-- How many active measures have reported in the round, in all and by segment?
-- A measure without an accepted report in the round is not counted; measures_not_reported names those.
SELECT
    unnest(['measures.active', 'measures.active.' || segment]) AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'segment')] AS cells,
    [] AS ledger
FROM active_measures
