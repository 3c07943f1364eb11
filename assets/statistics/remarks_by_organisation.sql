-- Which organisations have something to look at in their reports, and how much?
-- The same questions as by rule; an organisation with many measures is asked more.
SELECT
    'quality.organisation.' || slug(organisation) AS key,
    1 AS term,
    measure_id,
    organisation,
    cells,
    [] AS ledger
FROM remarks
