-- Who or what is let off from which measure?
-- Grain: one row per exemption as an article tells it, and country let off; one row where only goods are.
-- Example: SELECT published_date, imposer_codes, exempt_code, exempt_product, evidence FROM exemption_index ORDER BY published_date DESC;
--   exempt_code: who is let off: ISO 3166 alpha-3, EU; null where only goods are
--   exempt_product: the goods that are let off, whosever they are; null where a country is
--   target_codes: whom the measure hits
--   is_copy: the article is a copy of one that was printed before
CREATE OR REPLACE VIEW exemption_index AS
SELECT
    published_date,
    imposer_codes,
    unnest(CASE WHEN len(exempt_codes) > 0 THEN exempt_codes WHEN product IS NULL THEN nullif(target_codes, ['WORLD']) ELSE [NULL] END) AS exempt_code,
    CASE WHEN len(exempt_codes) = 0 THEN product END AS exempt_product,
    target_codes,
    instrument,
    action,
    product,
    status,
    effective_date,
    until_date,
    legal_basis_code,
    evidence,
    publisher,
    title,
    is_copy,
    measure_id,
    tariff_id,
    article_id,
    start_char,
    end_char
FROM tariff_index
WHERE action = 'exempted' OR len(exempt_codes) > 0;
