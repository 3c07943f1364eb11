-- What risk did the measures report that were active in the previous round, as known now, in the segments asked for it?
-- Late corrections count here, so it need not equal what the previous edition printed.
SELECT
    'risk.before.' || before.risk AS key,
    1 AS term,
    measure_id,
    before.organisation,
    [
        cell(before.fact_id, 'lifecycle'), cell(before.fact_id, 'segment'), cell(before.fact_id, 'risk'),
        cell(now.fact_id, 'lifecycle'), cell(now.fact_id, 'segment'), cell(now.fact_id, 'risk')
    ] AS cells,
    [] AS ledger
FROM previous_measures AS before
JOIN segments ON segments.code = before.segment
LEFT JOIN measures AS now USING (measure_id)
WHERE before.lifecycle = 'active' AND segments.reports_risk AND before.risk IS NOT NULL
