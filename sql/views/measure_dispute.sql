-- Where do two stories tell the same measure differently: another rate, or another first day?
-- Grain: one row per measure, pair of stories within 31 days, and figure on which they differ.
-- Example: FROM measure_dispute WHERE differs_in = 'rate_pct' ORDER BY published_date DESC;
--   published_date: publication date of the earlier story
--   differs_in: the figure: rate_pct or effective_date
--   says: that figure as the earlier story has it
--   publisher: who published the earlier story, else its file
--   other_says: that figure as the later story has it
--   other_publisher: who published the later story, else its file
--   other_published_date: publication date of the later story
--   tariff_id: the measure as the earlier story tells it
--   other_tariff_id: the measure as the later story tells it
CREATE OR REPLACE VIEW measure_dispute AS
WITH told AS (
    SELECT t.measure_id, t.imposer_code, t.target_code, t.instrument, t.product, t.action, t.status, t.rate_pct, t.effective_date,
           t.published_date, coalesce(t.publisher, a.source_path) AS publisher, t.article_id, t.tariff_id
    FROM measure_telling AS t JOIN articles AS a USING (article_id)
    WHERE NOT t.is_copy
), pairs AS (
    SELECT one.*, other.rate_pct AS other_rate_pct, other.effective_date AS other_effective_date, other.publisher AS other_publisher,
           other.published_date AS other_published_date, other.tariff_id AS other_tariff_id
    FROM told AS one JOIN told AS other
      ON one.measure_id = other.measure_id AND one.status = other.status AND one.action = other.action AND one.article_id <> other.article_id
     AND (one.published_date, one.tariff_id) < (other.published_date, other.tariff_id) AND other.published_date - one.published_date <= 31
)
SELECT published_date, imposer_code, target_code, instrument, product, action, status, 'rate_pct' AS differs_in, rate_pct::VARCHAR AS says,
       publisher, other_rate_pct::VARCHAR AS other_says, other_publisher, other_published_date, measure_id, tariff_id, other_tariff_id
FROM pairs WHERE rate_pct <> other_rate_pct AND coalesce(effective_date = other_effective_date, true)
UNION ALL
SELECT published_date, imposer_code, target_code, instrument, product, action, status, 'effective_date', effective_date::VARCHAR,
       publisher, other_effective_date::VARCHAR, other_publisher, other_published_date, measure_id, tariff_id, other_tariff_id
FROM pairs WHERE effective_date <> other_effective_date AND coalesce(rate_pct = other_rate_pct, true);
