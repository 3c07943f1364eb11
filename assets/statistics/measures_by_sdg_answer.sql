-- How many active measures answered the question of UN goals, and how many did not?
-- The answer that a measure contributes to none of them is an answer.
WITH answers AS (
    SELECT measure_id, list(cell(fact_id, 'sdg') ORDER BY row) AS cells
    FROM sdgs
    GROUP BY measure_id
)
SELECT
    CASE WHEN answers.measure_id IS NULL THEN 'sdg.not_answered' ELSE 'sdg.answered' END AS key,
    1 AS term,
    active_measures.measure_id,
    organisation,
    [cell(fact_id, 'lifecycle')] || coalesce(answers.cells, []) AS cells,
    [] AS ledger
FROM active_measures
LEFT JOIN answers ON answers.measure_id = active_measures.measure_id
