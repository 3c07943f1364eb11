-- How many more or fewer measures report each status than in the previous round?
-- Counts, not shares; the previous round as known now. A term of -1 is a measure of that round.
WITH reported AS (
    SELECT 1 AS term, * FROM active_measures
    UNION ALL BY NAME
    SELECT -1 AS term, * FROM previous_measures WHERE lifecycle = 'active'
)
SELECT
    'status.difference.' || status AS key,
    term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'status')] AS cells,
    [] AS ledger
FROM reported
