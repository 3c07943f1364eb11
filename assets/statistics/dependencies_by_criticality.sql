-- How critical are the dependencies of the active measures, and how do they stand?
-- The measure that waits judges the criticality; whoever must meet it is not asked.
SELECT
    'dependencies.' || criticality || '.' || status AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'dependency_id'), cell(fact_id, 'criticality'), cell(fact_id, 'status')] AS cells,
    [] AS ledger
FROM dependencies
SEMI JOIN active_measures USING (measure_id)
