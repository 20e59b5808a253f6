-- Who or what is let off from which measure?
-- Grain: one row per exemption as an article tells it, and country let off.
-- Example: SELECT published_date, imposer_codes, exempt_code, product, evidence FROM exemption_index ORDER BY published_date DESC;
--   exempt_code: who is let off: ISO 3166 alpha-3, EU; where a text only lets off goods, whose goods they are
--   is_copy: the article is a copy of one that was printed before
CREATE OR REPLACE VIEW exemption_index AS
SELECT
    published_date,
    imposer_codes,
    unnest(CASE WHEN len(exempt_codes) > 0 THEN exempt_codes ELSE target_codes END) AS exempt_code,
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
