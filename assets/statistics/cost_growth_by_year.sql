-- By how much does the yearly operating cost of the national solutions grow, year by year?
-- Estimates of the operator. What a measure's owner covers stands apart and is in no sum.
SELECT
    'costs.' || CASE WHEN covered_by_owner THEN 'internal.' ELSE '' END || year AS key,
    amount_mnok AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'year'), cell(fact_id, 'amount_mnok'), cell(fact_id, 'covered_by_owner')] AS cells,
    [] AS ledger
FROM costs
