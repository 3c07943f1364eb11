-- How many more or fewer measures report each risk than in the previous round, in the segments that are asked for it?
-- Counts, not shares; the previous round as known now. A term of -1 is a measure of that round.
WITH reported AS (
    SELECT 1 AS term, * FROM active_measures
    UNION ALL BY NAME
    SELECT -1 AS term, * FROM previous_measures WHERE lifecycle = 'active'
)
SELECT
    'risk.difference.' || risk AS key,
    term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'segment'), cell(fact_id, 'risk')] AS cells,
    [] AS ledger
FROM reported
JOIN segments ON segments.code = segment AND reports_risk
WHERE risk IS NOT NULL
