-- Measures across articles: one for each instrument, imposer, target, goods and legal basis. A telling without a legal
-- basis belongs to the measure that has one, if there is just one.
CREATE OR REPLACE TEMP TABLE told AS
WITH pairs AS (
    SELECT t.*, a.published_date, a.story_id, unnest(imposer_codes) AS imposer_code
    FROM tariffs AS t JOIN articles AS a USING (article_id)
), both_sides AS (
    SELECT *, unnest(target_codes) AS target_code,
           coalesce(nullif(array_to_string(list_sort(hs_codes), ' '), ''), lower(product), '') AS goods
    FROM pairs
), bases AS (
    SELECT instrument, imposer_code, target_code, goods, min(legal_basis_code) AS only_basis
    FROM both_sides GROUP BY ALL HAVING count(DISTINCT legal_basis_code) = 1
), named AS (
    SELECT b.*, coalesce(b.legal_basis_code, bases.only_basis) AS basis
    FROM both_sides AS b LEFT JOIN bases USING (instrument, imposer_code, target_code, goods)
)
SELECT *, md5(concat_ws('|', instrument, imposer_code, target_code, goods, coalesce(basis, ''))) AS found_measure_id FROM named;

DELETE FROM tariff_measures;
INSERT INTO tariff_measures SELECT DISTINCT tariff_id, article_id, found_measure_id FROM told ORDER BY ALL;

UPDATE tariffs SET measure_id = m.measure_id
FROM (SELECT tariff_id, first(found_measure_id ORDER BY imposer_code = imposer_codes[1] DESC, target_code = target_codes[1] DESC,
             found_measure_id) AS measure_id FROM told GROUP BY tariff_id) AS m
WHERE tariffs.tariff_id = m.tariff_id AND tariffs.measure_id IS DISTINCT FROM m.measure_id;

-- What a telling says of the states of its measure. A change that is decided but not yet in force leaves the measure as it
-- was until its day comes; only a new measure is "announced" until then.
CREATE OR REPLACE TEMP TABLE told_states AS
WITH results AS (
    SELECT *, effective_date IS NOT NULL AND effective_date > published_date AS is_ahead,
           CASE action WHEN 'paused' THEN 'paused' WHEN 'removed' THEN 'ended' WHEN 'struck_down' THEN 'ended' ELSE 'in_effect' END AS result,
           action IN ('imposed', 'retaliated') AS is_new
    FROM told
)
SELECT found_measure_id, story_id, published_date, published_date AS starts, 'day' AS precision,
       CASE WHEN status <> 'announced' THEN status WHEN is_new THEN 'announced' ELSE 'in_effect' END AS state,
       CASE WHEN status = 'announced' AND NOT is_new THEN rate_from_pct ELSE rate_pct END AS rate
FROM results WHERE effective_date IS NULL OR (is_ahead AND status IN ('announced', 'threatened'))
UNION ALL
SELECT found_measure_id, story_id, published_date, effective_date, effective_precision, CASE WHEN status = 'announced' THEN result ELSE status END, rate_pct
FROM results WHERE effective_date IS NOT NULL AND NOT (is_ahead AND status = 'threatened');

-- A state begins on its effective date, else on the day it was first reported. A month or year gives way to a day inside it that
-- another telling of the same state knows; of several states told for one day, the one most stories tell counts; a rate holds
-- until another one is told; and the same state told again later does not begin anew.
DELETE FROM measures;
INSERT INTO measures
WITH stretches AS (
    SELECT *, CASE precision WHEN 'month' THEN starts + INTERVAL 1 MONTH WHEN 'quarter' THEN starts + INTERVAL 3 MONTH
                             WHEN 'half' THEN starts + INTERVAL 6 MONTH WHEN 'year' THEN starts + INTERVAL 1 YEAR END AS stretch_end
    FROM told_states
), placed AS (
    SELECT s.found_measure_id AS measure_id, s.story_id, s.published_date, s.state, s.rate, coalesce(min(d.starts), s.starts) AS starts
    FROM stretches AS s
    LEFT JOIN told_states AS d
      ON d.found_measure_id = s.found_measure_id AND d.state = s.state AND d.precision = 'day' AND d.starts >= s.starts AND d.starts < s.stretch_end
    GROUP BY s.found_measure_id, s.story_id, s.published_date, s.state, s.rate, s.starts
), days AS (
    SELECT measure_id, starts, state, rate, count(DISTINCT story_id) AS stories FROM placed GROUP BY ALL
), chosen AS (
    FROM days QUALIFY row_number() OVER (PARTITION BY measure_id, starts ORDER BY stories DESC, rate DESC NULLS LAST, state) = 1
), carried AS (
    SELECT measure_id, starts, state, last_value(rate IGNORE NULLS) OVER (PARTITION BY measure_id ORDER BY starts) AS rate FROM chosen
), changed AS (
    SELECT * FROM carried
    WINDOW w AS (PARTITION BY measure_id ORDER BY starts)
    QUALIFY row_number() OVER w = 1 OR state IS DISTINCT FROM lag(state) OVER w OR rate IS DISTINCT FROM lag(rate) OVER w
), states AS (
    SELECT *, lead(starts) OVER (PARTITION BY measure_id ORDER BY starts) - 1 AS ends FROM changed
)
SELECT s.measure_id, any_value(m.instrument), any_value(m.imposer_code), any_value(m.target_code), any_value(m.product), any_value(m.hs_codes),
       any_value(m.basis), s.rate AS rate_pct, s.state AS status, s.starts AS valid_from, CAST(s.ends AS DATE) AS valid_to,
       count(DISTINCT p.story_id) AS article_count, min(p.published_date) AS first_reported, max(p.published_date) AS last_reported
FROM states AS s
JOIN placed AS p ON p.measure_id = s.measure_id AND p.starts >= s.starts AND (s.ends IS NULL OR p.starts <= s.ends)
JOIN (
    SELECT found_measure_id, any_value(instrument) AS instrument, any_value(imposer_code) AS imposer_code, any_value(target_code) AS target_code,
           mode(product ORDER BY product) AS product, first(hs_codes ORDER BY hs_codes) AS hs_codes, any_value(basis) AS basis
    FROM told GROUP BY found_measure_id
) AS m ON m.found_measure_id = s.measure_id
GROUP BY s.measure_id, s.rate, s.state, s.starts, s.ends
ORDER BY s.measure_id, s.starts;
