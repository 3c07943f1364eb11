-- What status did the measures report that were active in the previous round, as known now?
-- Late corrections count here, so it need not equal what the previous edition printed. Not the same measures as now.
SELECT
    unnest(['measures.before', 'status.before.' || before.status]) AS key,
    1 AS term,
    measure_id,
    before.organisation,
    [
        cell(before.fact_id, 'lifecycle'), cell(before.fact_id, 'status'),
        cell(now.fact_id, 'lifecycle'), cell(now.fact_id, 'status')
    ] AS cells,
    [] AS ledger
FROM previous_measures AS before
LEFT JOIN measures AS now USING (measure_id)
WHERE before.lifecycle = 'active'
