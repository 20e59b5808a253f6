-- The articles whose record, the same bytes at the same place, a later run read again and named otherwise: their rows would stand twice.
CREATE OR REPLACE TEMP TABLE superseded AS
WITH current AS (
    SELECT article_id, run_id, source_path, raw_sha256 FROM winners JOIN staged_articles USING (article_id, filename, run_id, source_path)
    UNION ALL
    SELECT article_id, run_id, source_path, raw_sha256 FROM articles WHERE article_id NOT IN (SELECT article_id FROM winners)
)
SELECT DISTINCT old.article_id
FROM current AS old JOIN staged_articles AS new USING (source_path, raw_sha256)
WHERE new.run_id > old.run_id AND new.article_id <> old.article_id;
