-- For whom do the active measures wait, and how do those dependencies stand?
-- An organisation counts under its code however it was named; other names that differ in spelling alone count as one.
WITH names AS (
    SELECT folded, min(code) AS code
    FROM (SELECT fold(code) AS folded, code FROM organisations UNION SELECT fold(name), code FROM organisations)
    GROUP BY folded
),
waited_for AS (
    SELECT
        dependencies.*,
        [
            cell(active_measures.fact_id, 'lifecycle'), cell(dependencies.fact_id, 'counterpart'),
            cell(dependencies.fact_id, 'counterpart_measure_id'), cell(dependencies.fact_id, 'status')
        ] AS cells,
        CASE
            WHEN counterpart_measure_id IS NOT NULL THEN 'measure.' || slug(counterpart_measure_id)
            WHEN code IS NOT NULL THEN 'organisation.' || slug(code)
            ELSE 'other.' || slug(counterpart)
        END AS who
    FROM dependencies
    JOIN active_measures USING (measure_id)
    LEFT JOIN names ON folded = fold(counterpart)
)
SELECT
    unnest(['dependencies.counterpart.' || who, 'dependencies.counterpart.' || who || '.' || status]) AS key,
    1 AS term,
    measure_id,
    organisation,
    cells,
    [] AS ledger
FROM waited_for
