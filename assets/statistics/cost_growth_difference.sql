-- How much more or less growth in operating cost is estimated now than in the year before?
-- Without what owners cover. Nothing is compared where nothing was estimated the year before.
WITH estimated AS (
    SELECT amount_mnok AS term, * FROM costs
    UNION ALL BY NAME
    SELECT -amount_mnok AS term, * FROM earlier_costs
)
SELECT
    'costs.difference.' || unnest(['', 'solution.' || slug(solution) || '.']) || year AS key,
    term,
    measure_id,
    organisation,
    [
        cell(fact_id, 'solution'), cell(fact_id, 'year'), cell(fact_id, 'amount_mnok'),
        cell(fact_id, 'covered_by_owner')
    ] AS cells,
    [] AS ledger
FROM estimated
WHERE NOT covered_by_owner AND EXISTS (SELECT 1 FROM earlier_costs)
