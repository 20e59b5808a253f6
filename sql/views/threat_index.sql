-- What became of threats to restrict trade: carried out, decided, dropped or still open, and after how many days?
-- Grain: one row per measure that was threatened or proposed before it was in force.
-- Example: SELECT outcome, count(*), median(days_to_outcome) FROM threat_index GROUP BY ALL;
--   threatened_on: day on which the threat was first reported
--   threatened_rate_pct: ad valorem rate in percent that was threatened
--   threatened_for: day on which it was to take effect, as the first threat with a day says
--   outcome: carried_out (in effect), announced (decided, not yet in effect), dropped (ended) or paused before it was in effect, open
--   outcome_date: first day of that state; null while open
--   days_to_outcome: days from the threat to it
--   rate_pct: ad valorem rate in percent in that state
--   evidence: the words of the first threat
CREATE OR REPLACE VIEW threat_index AS
WITH threats AS (
    SELECT measure_id, min(published_date) AS threatened_on, any_value(imposer_code) AS imposer_code, any_value(target_code) AS target_code,
           any_value(instrument) AS instrument, any_value(product) AS product,
           first(rate_pct ORDER BY published_date, rate_pct DESC) FILTER (rate_pct IS NOT NULL) AS threatened_rate_pct,
           first(effective_date ORDER BY published_date, effective_date) FILTER (effective_date > published_date) AS threatened_for,
           first(evidence ORDER BY published_date, tariff_id) AS evidence, first(article_id ORDER BY published_date, tariff_id) AS article_id,
           first(tariff_id ORDER BY published_date, tariff_id) AS tariff_id
    FROM measure_telling
    WHERE action IN ('threatened', 'proposed') AND status = 'threatened' AND direction = 'restrictive' AND NOT is_background AND NOT is_copy
    GROUP BY measure_id
), followed AS (
    SELECT t.measure_id, m.status, m.valid_from, m.rate_pct
    FROM threats AS t JOIN measures AS m ON m.measure_id = t.measure_id AND m.status <> 'threatened' AND m.valid_from >= t.threatened_on
    QUALIFY row_number() OVER (PARTITION BY t.measure_id ORDER BY m.status = 'announced', m.valid_from) = 1
)
SELECT
    t.threatened_on,
    t.imposer_code,
    t.target_code,
    t.instrument,
    t.product,
    t.threatened_rate_pct,
    t.threatened_for,
    CASE f.status WHEN 'in_effect' THEN 'carried_out' WHEN 'announced' THEN 'announced' WHEN 'ended' THEN 'dropped'
                  WHEN 'paused' THEN 'paused' ELSE 'open' END AS outcome,
    f.valid_from AS outcome_date,
    f.valid_from - t.threatened_on AS days_to_outcome,
    f.rate_pct,
    t.evidence,
    t.measure_id,
    t.tariff_id,
    t.article_id
FROM threats AS t LEFT JOIN followed AS f USING (measure_id)
WHERE NOT EXISTS (
    FROM measures AS m WHERE m.measure_id = t.measure_id AND m.status = 'in_effect' AND m.valid_from < t.threatened_on
      AND coalesce(m.valid_to >= t.threatened_on, true)
);
