-- What risk do the active measures report, in the segments that are asked for it?
-- A risk given unasked by a measure of another segment is left out, so the colours do not add up to all.
SELECT
    'risk.now.' || risk AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'segment'), cell(fact_id, 'risk')] AS cells,
    [] AS ledger
FROM active_measures
JOIN segments ON segments.code = active_measures.segment
WHERE segments.reports_risk
