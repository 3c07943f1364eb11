-- Which measures were active when last reported, and are not reported now though their owner is expected to?
-- They stand in no status figure. What was last reported before the look-back counts as never reported.
WITH latest AS (
    SELECT earlier_measures.*
    FROM earlier_measures
    JOIN rounds ON rounds.quarter = earlier_measures.round
    ANTI JOIN measures USING (measure_id)
    QUALIFY row_number() OVER (PARTITION BY measure_id ORDER BY rounds_back) = 1
)
SELECT
    'measures.not_reported' AS key,
    1 AS term,
    measure_id,
    owners.owner AS organisation,
    [cell(latest.fact_id, 'lifecycle')] AS cells,
    [organisations.sequence] AS ledger
FROM latest
JOIN owners USING (measure_id)
JOIN organisations ON organisations.code = owners.owner
WHERE latest.lifecycle = 'active' AND organisations.is_expected
