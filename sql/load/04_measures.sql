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
SELECT *, md5(concat_ws('|', instrument, imposer_code, target_code, goods, coalesce(basis, ''))) AS found_measure_id,
       coalesce(effective_date, published_date) AS starts
FROM named;

DELETE FROM tariff_measures;
INSERT INTO tariff_measures SELECT DISTINCT tariff_id, article_id, found_measure_id FROM told ORDER BY ALL;

UPDATE tariffs SET measure_id = m.measure_id
FROM (SELECT tariff_id, first(found_measure_id ORDER BY imposer_code = imposer_codes[1] DESC, target_code = target_codes[1] DESC,
             found_measure_id) AS measure_id FROM told GROUP BY tariff_id) AS m
WHERE tariffs.tariff_id = m.tariff_id AND tariffs.measure_id IS DISTINCT FROM m.measure_id;

-- A state begins on its effective date, else on the day it was first reported; of several told for one day, the one most
-- stories tell counts, and the same state told again later does not begin anew.
DELETE FROM measures;
INSERT INTO measures
WITH days AS (
    SELECT found_measure_id AS measure_id, starts, status, rate_pct, count(DISTINCT story_id) AS stories
    FROM told GROUP BY ALL
), chosen AS (
    FROM days QUALIFY row_number() OVER (PARTITION BY measure_id, starts ORDER BY stories DESC, rate_pct DESC NULLS LAST, status) = 1
), changed AS (
    SELECT * FROM chosen
    WINDOW w AS (PARTITION BY measure_id ORDER BY starts)
    QUALIFY row_number() OVER w = 1 OR status IS DISTINCT FROM lag(status) OVER w OR rate_pct IS DISTINCT FROM lag(rate_pct) OVER w
), states AS (
    SELECT *, lead(starts) OVER (PARTITION BY measure_id ORDER BY starts) - 1 AS ends FROM changed
)
SELECT s.measure_id, any_value(t.instrument), any_value(t.imposer_code), any_value(t.target_code),
       mode(t.product ORDER BY t.product), first(t.hs_codes ORDER BY t.hs_codes), any_value(t.basis), s.rate_pct, s.status,
       s.starts AS valid_from, CAST(s.ends AS DATE) AS valid_to, count(DISTINCT t.story_id) AS article_count,
       min(t.published_date) AS first_reported, max(t.published_date) AS last_reported
FROM states AS s
JOIN told AS t ON t.found_measure_id = s.measure_id AND t.starts >= s.starts AND (s.ends IS NULL OR t.starts <= s.ends)
GROUP BY s.measure_id, s.rate_pct, s.status, s.starts, s.ends
ORDER BY s.measure_id, s.starts;
