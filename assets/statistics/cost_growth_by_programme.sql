-- Which programme, delivery and national solution does the growth in operating cost come from, year by year?
-- Estimates of the operator. Spellings that differ in case, accents, blanks or hyphens alone count as one.
SELECT
    'costs.' || CASE WHEN covered_by_owner THEN 'internal.' ELSE '' END || 'programme.' || slug(programme) || '.'
    || unnest(['', slug(product) || '.' || slug(solution) || '.']) || year AS key,
    amount_mnok AS term,
    measure_id,
    organisation,
    [
        cell(fact_id, 'programme'), cell(fact_id, 'product'), cell(fact_id, 'solution'),
        cell(fact_id, 'year'), cell(fact_id, 'amount_mnok'), cell(fact_id, 'covered_by_owner')
    ] AS cells,
    [] AS ledger
FROM costs
