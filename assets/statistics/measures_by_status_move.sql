-- Which status have the measures that improved, worsened, entered or left, so that the sums can be told apart?
-- The status reported now; of a measure that left or is not reported, the one of the previous round.
WITH moved AS (
    SELECT
        CASE
            WHEN now.lifecycle IS NULL THEN 'not_reported'
            WHEN now.lifecycle <> 'active' THEN 'left'
            WHEN before.lifecycle IS DISTINCT FROM 'active' THEN 'entered'
            WHEN severity(now.status) < severity(before.status) THEN 'improved'
            WHEN severity(now.status) > severity(before.status) THEN 'worsened'
            ELSE 'same'
        END AS change,
        CASE WHEN now.lifecycle = 'active' THEN now.status ELSE before.status END AS colour,
        measure_id,
        coalesce(now.organisation, before.organisation) AS organisation,
        [
            cell(before.fact_id, 'lifecycle'), cell(before.fact_id, 'status'),
            cell(now.fact_id, 'lifecycle'), cell(now.fact_id, 'status')
        ] AS cells
    FROM measures AS now
    FULL JOIN previous_measures AS before USING (measure_id)
    WHERE now.lifecycle = 'active' OR before.lifecycle = 'active'
)
SELECT
    'status.moved.' || change || '.' || colour AS key,
    1 AS term,
    measure_id,
    organisation,
    cells,
    [] AS ledger
FROM moved
