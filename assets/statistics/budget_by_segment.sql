-- What is this year's budget of the active measures, in the segment that reports one?
-- Left out are budgets given unasked and those that a measure moved here lacks, so this is not the portfolio's cost.
SELECT
    'budget.' || segment AS key,
    budget_mnok AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'segment'), cell(fact_id, 'budget_mnok')] AS cells,
    [] AS ledger
FROM active_measures
JOIN segments ON segments.code = active_measures.segment
WHERE segments.reports_budget AND budget_mnok IS NOT NULL
