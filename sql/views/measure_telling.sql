-- Which words in which article tell which measure?
-- Grain: one row per measure and telling.
-- Example: SELECT published_date, publisher, evidence FROM measure_telling WHERE imposer_code = 'USA' AND target_code = 'CAN';
--   is_copy: the article is a copy of one that was printed before
--   evidence: the words that tell it, on one line
CREATE OR REPLACE VIEW measure_telling AS
SELECT
    a.published_date,
    m.imposer_code,
    m.target_code,
    m.product,
    t.instrument,
    t.action,
    t.proposed_action,
    t.status,
    t.direction,
    t.rate_pct,
    t.effective_date,
    t.until_date,
    one_line(t.evidence) AS evidence,
    a.publisher,
    a.title,
    a.duplicate_of IS NOT NULL AS is_copy,
    t.is_background,
    t.confidence,
    l.measure_id,
    l.tariff_id,
    t.article_id,
    t.start_char,
    t.end_char
FROM tariff_measures AS l
JOIN tariffs AS t USING (tariff_id)
JOIN articles AS a ON a.article_id = t.article_id
JOIN (
    SELECT measure_id, any_value(imposer_code) AS imposer_code, any_value(target_code) AS target_code, any_value(product) AS product
    FROM measures GROUP BY measure_id
) AS m ON m.measure_id = l.measure_id;
