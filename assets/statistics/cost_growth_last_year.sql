-- How much was the operating cost to grow, by year and national solution, as estimated in the year before?
-- From the latest round of that year, as known now, in rounds that compare with it. Without what owners cover.
SELECT
    'costs.last_year.' || unnest(['', 'solution.' || slug(solution) || '.']) || year AS key,
    amount_mnok AS term,
    measure_id,
    organisation,
    [
        cell(fact_id, 'solution'), cell(fact_id, 'year'), cell(fact_id, 'amount_mnok'),
        cell(fact_id, 'covered_by_owner')
    ] AS cells,
    [] AS ledger
FROM earlier_costs
WHERE NOT covered_by_owner
