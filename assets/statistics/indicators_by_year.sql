-- What were the indicators of the strategy's goals, what were they to be, and how have they moved in a year?
-- The office's own figures, in each indicator's own unit; a move is counted where both years have a value.
WITH counted AS (
    SELECT 'indicators.' AS what, value AS term, * FROM indicators
    UNION ALL BY NAME
    SELECT 'indicators.target.' AS what, target AS term, * FROM indicators
    UNION ALL BY NAME
    SELECT 'indicators.difference.' AS what, indicators.value - before.value AS term, indicators.*
    FROM indicators
    JOIN indicators AS before
        ON fold(before.indicator) = fold(indicators.indicator) AND before.year = indicators.year - 1
)
SELECT
    what || slug(indicator) || '.' || year AS key,
    term,
    NULL AS measure_id,
    NULL AS organisation,
    [] AS cells,
    [] AS ledger
FROM counted
WHERE term IS NOT NULL
