-- How old were the answers that the figures rest on when the round's cut-off came?
-- Whole days to the cut-off, never to the day of the run. An answer that came on the day or later is 0 days old.
WITH answers AS (
    SELECT 'measures' AS answers, sequence, organisation FROM active_measures
    UNION
    SELECT 'costs', sequence, organisation FROM costs
),
aged AS (
    SELECT answers.*, greatest(date_diff('day', taken_on, cut_off), 0) AS days
    FROM answers
    JOIN submissions USING (sequence)
    JOIN rounds ON rounds_back = 0
),
ranked AS (
    SELECT 'oldest' AS end_, *, row_number() OVER (PARTITION BY answers ORDER BY days DESC, sequence) AS place FROM aged
    UNION ALL
    SELECT 'newest', *, row_number() OVER (PARTITION BY answers ORDER BY days, sequence DESC) FROM aged
)
SELECT
    'age.' || answers || '.' || end_ AS key,
    days AS term,
    NULL AS measure_id,
    organisation,
    [] AS cells,
    [sequence] AS ledger
FROM ranked
WHERE place = 1
