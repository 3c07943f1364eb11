-- What looks odd in the round's reports, by the rule that asks?
-- A question is no error: the answer may well be that all is as it should be. Asked of all organisations as known now.
SELECT
    unnest(['quality.total', 'quality.rule.' || rule]) AS key,
    1 AS term,
    measure_id,
    organisation,
    cells,
    [] AS ledger
FROM remarks
