-- What status do the active measures report?
-- Each organisation judges its own measures.
SELECT
    'status.now.' || status AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle'), cell(fact_id, 'status')] AS cells,
    [] AS ledger
FROM active_measures
