-- What is this year's budget of the active measures, in the segment that reports one?
-- A budget given unasked by a measure of another segment is left out, so this is not the cost of the whole portfolio.
SELECT
    'budget.' || segment AS key,
    budget_mnok AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'segment'), cell(fact_id, 'budget_mnok')] AS cells,
    [] AS ledger
FROM active_measures
JOIN segments ON segments.code = active_measures.segment
WHERE segments.reports_budget
