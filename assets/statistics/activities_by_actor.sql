-- How many activities does each actor have?
-- Several actors named in one cell count as one; so do spellings that differ in case, accents, blanks or hyphens alone.
SELECT
    'roadmap.actor.' || slug(actor) AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'activity_id'), cell(fact_id, 'actor')] AS cells,
    [] AS ledger
FROM roadmap
