-- How much dearer does each national solution grow, year by year?
-- Estimates of the operator. What a measure's owner covers stands apart and is in no sum.
SELECT
    'costs.' || CASE WHEN covered_by_owner THEN 'internal.' ELSE '' END || 'solution.' || slug(solution) || '.' || year
        AS key,
    amount_mnok AS term,
    measure_id,
    organisation,
    [
        cell(fact_id, 'solution'), cell(fact_id, 'year'), cell(fact_id, 'amount_mnok'),
        cell(fact_id, 'covered_by_owner')
    ] AS cells,
    [] AS ledger
FROM costs
