-- Who imposed, threatened, paused or lifted which measure on whom, as each article tells it.
-- Grain: one row per measure and article.
-- Example: SELECT published_date, imposer_codes, target_codes, action, rate_pct, product FROM tariff_index WHERE NOT is_background;
--   attributed_to: who says so; null where the article itself does
--   is_copy: the article is a copy of one that was printed before
--   evidence: the words that tell it, on one line
CREATE OR REPLACE VIEW tariff_index AS
SELECT
    a.published_date,
    t.imposer_codes,
    t.action,
    t.proposed_action,
    t.instrument,
    t.product,
    t.target_codes,
    t.rate_pct,
    t.rate_from_pct,
    t.rate_text,
    t.status,
    t.effective_date,
    t.effective_precision,
    t.until_date,
    t.until_text,
    t.legal_basis,
    t.legal_basis_code,
    t.exempt_codes,
    t.direction,
    t.is_background,
    t.is_aggregate,
    e.canonical_name AS attributed_to,
    one_line(t.evidence) AS evidence,
    a.publisher,
    a.title,
    a.url,
    a.source_path,
    a.duplicate_of IS NOT NULL AS is_copy,
    t.hs_codes,
    t.product_scope,
    t.programme,
    t.mast_chapter,
    t.announced_date,
    t.confidence,
    t.rule_id,
    t.tariff_id,
    t.measure_id,
    t.article_id,
    t.start_char,
    t.end_char
FROM tariffs AS t
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS e ON e.entity_id = t.attributed_to_id;
