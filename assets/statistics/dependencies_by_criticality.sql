-- How critical are the dependencies of the active measures, and how do they stand?
-- The measure that waits judges the criticality; whoever must meet it is not asked.
SELECT
    'dependencies.' || criticality || '.' || dependencies.status AS key,
    1 AS term,
    measure_id,
    dependencies.organisation,
    [
        cell(active_measures.fact_id, 'lifecycle'),
        cell(dependencies.fact_id, 'dependency_id'),
        cell(dependencies.fact_id, 'criticality'), cell(dependencies.fact_id, 'status')
    ] AS cells,
    [] AS ledger
FROM dependencies
JOIN active_measures USING (measure_id)
