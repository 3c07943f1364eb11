-- Of the organisations that the office expects to hear from in the round, how many have answered, how, and when?
-- As known now. To say that there is nothing to report is to have submitted; a file that waits or was refused is not.
WITH answered AS (
    SELECT
        unnest([
            'expected',
            CASE WHEN sequence IS NULL THEN 'not_submitted' ELSE 'submitted' END,
            CASE WHEN state = 'nothing_to_report' THEN 'nothing_to_report' END,
            CASE WHEN is_late THEN 'late' END
        ]) AS answer,
        code,
        sequence
    FROM organisations
    WHERE is_expected
)
SELECT
    'coverage.' || answer AS key,
    1 AS term,
    NULL AS measure_id,
    code AS organisation,
    [] AS cells,
    [sequence] AS ledger
FROM answered
WHERE answer IS NOT NULL
