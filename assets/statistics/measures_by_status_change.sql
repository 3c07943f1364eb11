-- How has each measure that is active in this round or the previous one moved from the one to the other?
-- A status that improves or worsens is compared only where the measure is active in both rounds.
SELECT
    'status.change.' || CASE
        WHEN now.lifecycle IS NULL THEN 'not_reported'
        WHEN now.lifecycle <> 'active' THEN 'left'
        WHEN before.lifecycle IS DISTINCT FROM 'active' THEN 'entered'
        WHEN severity(now.status) < severity(before.status) THEN 'improved'
        WHEN severity(now.status) > severity(before.status) THEN 'worsened'
        WHEN now.status = before.status THEN 'same'
    END AS key,
    1 AS term,
    measure_id,
    coalesce(now.organisation, before.organisation) AS organisation,
    [
        cell(before.fact_id, 'lifecycle'), cell(before.fact_id, 'status'),
        cell(now.fact_id, 'lifecycle'), cell(now.fact_id, 'status')
    ] AS cells,
    [] AS ledger
FROM measures AS now
FULL JOIN previous_measures AS before USING (measure_id)
WHERE now.lifecycle = 'active' OR before.lifecycle = 'active'
