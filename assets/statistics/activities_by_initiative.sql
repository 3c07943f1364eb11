-- How many activities stand under each initiative of the strategy?
-- An initiative that the office's list does not hold is counted under its goal and its own text instead of a number.
WITH known AS (
    SELECT goal, fold(initiative) AS initiative, min(initiative_no) AS number
    FROM initiatives
    GROUP BY ALL
)
SELECT
    'roadmap.initiative.' || coalesce(known.number, roadmap.goal || '-' || slug(roadmap.initiative)) AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'activity_id'), cell(fact_id, 'goal'), cell(fact_id, 'initiative')] AS cells,
    [] AS ledger
FROM roadmap
LEFT JOIN known ON known.goal = roadmap.goal AND known.initiative = fold(roadmap.initiative)
