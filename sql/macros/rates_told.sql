-- In which words was the rate of each measure told last, where it is no single share of the value: a range, an amount a tonne?
-- Grain: one row per measure that has such a rate.
-- Example: FROM rates_told();
--   as_of: as told up to that day; all articles where not given
CREATE OR REPLACE MACRO rates_told(as_of := NULL) AS TABLE
SELECT l.measure_id, last(t.rate_text ORDER BY a.published_date, t.tariff_id) AS rate_text
FROM tariffs AS t JOIN tariff_measures AS l USING (tariff_id) JOIN articles AS a ON a.article_id = t.article_id
WHERE t.rate_text IS NOT NULL AND t.rate_pct IS NULL AND (as_of IS NULL OR a.published_date <= as_of)
GROUP BY l.measure_id;
