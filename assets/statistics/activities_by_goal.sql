-- How many activities does the roadmap hold, in all and by strategy goal?
-- As the organisations hand them in; which of them the plan recommends is the office's to say.
SELECT
    unnest(['roadmap.total', 'roadmap.goal.' || goal]) AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'activity_id'), cell(fact_id, 'goal')] AS cells,
    [] AS ledger
FROM roadmap
