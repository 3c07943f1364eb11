-- What kind of thing do the active measures wait for, and how do those dependencies stand?
-- National solutions include common and foundation components from 2023-Q2 on: the series breaks there.
SELECT
    unnest(['dependencies.category.' || category, 'dependencies.' || category || '.' || status]) AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'dependency_id'), cell(fact_id, 'category'), cell(fact_id, 'status')] AS cells,
    [] AS ledger
FROM dependencies
SEMI JOIN active_measures USING (measure_id)
