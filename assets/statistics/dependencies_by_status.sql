-- How many dependencies do the active measures have, and how do they stand?
-- A dependency is counted once for each measure that reports it; two measures may wait for the same thing.
SELECT
    unnest(['dependencies.total', 'dependencies.colour.' || dependencies.status]) AS key,
    1 AS term,
    measure_id,
    dependencies.organisation,
    [
        cell(active_measures.fact_id, 'lifecycle'),
        cell(dependencies.fact_id, 'dependency_id'), cell(dependencies.fact_id, 'status')
    ] AS cells,
    [] AS ledger
FROM dependencies
JOIN active_measures USING (measure_id)
