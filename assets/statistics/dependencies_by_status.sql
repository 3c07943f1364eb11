-- How many dependencies do the active measures have, and how do they stand?
-- A dependency is counted once for each measure that reports it; two measures may wait for the same thing.
SELECT
    unnest(['dependencies.total', 'dependencies.colour.' || status]) AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'dependency_id'), cell(fact_id, 'status')] AS cells,
    [] AS ledger
FROM dependencies
SEMI JOIN active_measures USING (measure_id)
