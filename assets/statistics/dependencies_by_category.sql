-- What kind of thing do the active measures wait for, and how do those dependencies stand?
-- National solutions include common and foundation components from 2023-Q2 on: the series breaks there.
SELECT
    unnest(['dependencies.category.' || category, 'dependencies.' || category || '.' || dependencies.status]) AS key,
    1 AS term,
    measure_id,
    dependencies.organisation,
    [
        cell(active_measures.fact_id, 'lifecycle'),
        cell(dependencies.fact_id, 'dependency_id'),
        cell(dependencies.fact_id, 'category'), cell(dependencies.fact_id, 'status')
    ] AS cells,
    [] AS ledger
FROM dependencies
JOIN active_measures USING (measure_id)
