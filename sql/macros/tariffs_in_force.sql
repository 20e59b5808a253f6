-- What was in force on a day between two sides; null stands for any imposer or target.
-- Grain: one row per measure. A measure against all countries (WORLD) hits every target.
-- Example: FROM tariffs_in_force(DATE '2026-05-10', 'USA', 'CAN');
--   as_of: the day; news_day() where not given
--   imposer: who acts: ISO 3166 alpha-3, EU
--   target: whom it hits: ISO 3166 alpha-3, EU, WORLD
CREATE OR REPLACE MACRO tariffs_in_force(as_of := NULL, imposer := NULL, target := NULL) AS TABLE
WITH asked AS (SELECT coalesce(as_of, news_day()) AS that_day)
SELECT measure_id, instrument, mast_chapter, imposer_code, target_code, product, product_scope, rate_pct, status, legal_basis_code, programme,
       valid_from, valid_from_source, valid_to, article_count, article_ids
FROM measures, asked
WHERE valid_from <= that_day
  AND (valid_to IS NULL OR valid_to >= that_day)
  AND status = 'in_effect'
  AND (imposer IS NULL OR imposer_code = imposer)
  AND (target IS NULL OR target_code IN (target, 'WORLD'))
ORDER BY imposer_code, target_code, instrument, product;
