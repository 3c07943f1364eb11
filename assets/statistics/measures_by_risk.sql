-- What risk do the active measures report, in the segments that are asked for it?
-- Left out are risks given unasked, and measures that the office has moved here and that gave none: no sum of all.
SELECT
    'risk.now.' || risk AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'segment'), cell(fact_id, 'risk')] AS cells,
    [] AS ledger
FROM active_measures
JOIN segments ON segments.code = active_measures.segment
WHERE segments.reports_risk AND risk IS NOT NULL
