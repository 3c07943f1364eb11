-- How many measures had to answer each question of the round, and how many have?
-- Required of active measures that are asked, and of those not reported by what was last said of them.
WITH required AS (
    SELECT * FROM active_measures
    UNION ALL BY NAME
    SELECT * EXCLUDE (word, status, risk, main_goal) FROM unreported_measures
),
answers AS (
    SELECT DISTINCT measure_id FROM sdgs SEMI JOIN active_measures USING (measure_id)
),
answered AS (
    SELECT 'status' AS question, status IS NOT NULL AS is_given, * FROM required
    UNION ALL BY NAME
    SELECT 'risk' AS question, risk IS NOT NULL AS is_given, * FROM required
    JOIN segments ON code = segment AND reports_risk
    UNION ALL BY NAME
    SELECT 'goal' AS question, main_goal IS NOT NULL AS is_given, * FROM required
    UNION ALL BY NAME
    SELECT 'sdg' AS question, measure_id IN (FROM answers) AS is_given, * FROM required
)
SELECT
    'answers.' || question || '.' || counted AS key,
    1 AS term,
    measure_id,
    organisation,
    [cell(fact_id, 'lifecycle')] || CASE question
        WHEN 'status' THEN [cell(fact_id, 'status')]
        WHEN 'risk' THEN [cell(fact_id, 'segment'), cell(fact_id, 'risk')]
        WHEN 'goal' THEN [cell(fact_id, 'main_goal')]
        ELSE []
    END AS cells,
    [] AS ledger
FROM answered
CROSS JOIN (VALUES ('required'), ('given')) AS counts (counted)
WHERE counted = 'required' OR is_given
