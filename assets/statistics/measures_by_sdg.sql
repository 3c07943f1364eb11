-- Which UN goals do the active measures contribute to?
-- One measure may count at several goals, at each once however many targets it names: the counts do not add up.
SELECT
    'sdg.' || sdg AS key,
    1 AS term,
    measure_id,
    min(sdgs.organisation) AS organisation,
    [cell(min(active_measures.fact_id), 'lifecycle')] || list(cell(sdgs.fact_id, 'sdg') ORDER BY sdgs.row) AS cells,
    [] AS ledger
FROM sdgs
JOIN active_measures USING (measure_id)
GROUP BY measure_id, sdg
