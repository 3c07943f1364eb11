-- How many activities have not been finally treated by the sector's own bodies?
-- Where nothing is said, an activity counts as treated.
SELECT
    'roadmap.provisional' AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'activity_id'), cell(fact_id, 'provisional')] AS cells,
    [] AS ledger
FROM roadmap
WHERE provisional
