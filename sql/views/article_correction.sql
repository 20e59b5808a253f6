-- Which articles were changed after they were first seen, and what did that change?
-- Grain: one row per revision after the first.
-- Example: FROM article_correction WHERE characters_changed <> 0 OR title_changed;
--   is_current: the version that the warehouse holds
CREATE OR REPLACE VIEW article_correction AS
SELECT
    r.seen_at,
    a.publisher,
    a.title,
    r.revision,
    r.characters_changed,
    r.title_changed,
    r.quotes_changed,
    r.tariffs_changed,
    r.content_sha256 = a.content_sha256 AS is_current,
    a.source_path,
    r.article_id
FROM article_revisions AS r JOIN articles AS a USING (article_id)
WHERE r.revision > 1;
