-- Which UN goals do the active measures contribute to?
-- One measure may count at several goals, at each once however many targets it names: the counts do not add up.
SELECT
    'sdg.' || sdg AS key,
    1 AS term,
    measure_id,
    min(organisation) AS organisation,
    list(cell(fact_id, 'sdg') ORDER BY row) AS cells,
    [] AS ledger
FROM sdgs
SEMI JOIN active_measures USING (measure_id)
GROUP BY measure_id, sdg
