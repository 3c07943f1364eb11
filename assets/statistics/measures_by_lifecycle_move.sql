-- Which measures are new, started, finished, paused, resumed or cancelled in this round?
-- Moves are seen from the previous round alone, except new, which looks back two years. A measure may make several.
WITH moved AS (
    SELECT
        unnest([
            CASE WHEN now.lifecycle = 'active' AND NOT is_known THEN 'new' END,
            CASE WHEN now.lifecycle = 'active' AND before.lifecycle = 'planned' THEN 'started' END,
            CASE WHEN now.lifecycle = 'finished' AND before.lifecycle IS DISTINCT FROM 'finished' THEN 'finished' END,
            CASE WHEN now.lifecycle = 'finished' AND before.lifecycle = 'paused' THEN 'finished_was_paused' END,
            CASE WHEN now.lifecycle = 'paused' THEN 'paused' END,
            CASE WHEN now.lifecycle = 'active' AND before.lifecycle = 'paused' THEN 'resumed' END,
            CASE WHEN now.lifecycle = 'cancelled' AND before.lifecycle IS DISTINCT FROM 'cancelled' THEN 'cancelled' END
        ]) AS move,
        measure_id,
        now.organisation,
        [cell(before.fact_id, 'lifecycle'), cell(now.fact_id, 'lifecycle')] AS cells
    FROM (SELECT *, measure_id IN (SELECT measure_id FROM earlier_measures) AS is_known FROM measures) AS now
    LEFT JOIN previous_measures AS before USING (measure_id)
)
SELECT
    'lifecycle.' || move AS key,
    1 AS term,
    measure_id,
    organisation,
    cells,
    [] AS ledger
FROM moved
WHERE move IS NOT NULL
