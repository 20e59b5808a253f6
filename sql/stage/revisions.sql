-- Adds every staged version whose text differs from the one before to article_revisions. Runs before the staged
-- versions replace the held ones, so that the held version is what the first staged one is compared with.
INSERT INTO article_revisions
WITH versions AS (
    SELECT a.article_id, content_sha256, ingested_at, run_id, coalesce(published_at, published_date) AS printed_at, source_path,
           length(text) AS characters, title, coalesce(q.n, 0) AS quote_count, coalesce(t.n, 0) AS tariff_count, 0 AS held_revision
    FROM staged_articles AS a
    LEFT JOIN (SELECT article_id, part_of(filename) AS part, count(*) AS n FROM staged_quotes GROUP BY ALL) AS q
        ON q.article_id = a.article_id AND q.part = part_of(a.filename)  -- the part tells which version they are from
    LEFT JOIN (SELECT article_id, part_of(filename) AS part, count(*) AS n FROM staged_tariffs GROUP BY ALL) AS t
        ON t.article_id = a.article_id AND t.part = part_of(a.filename)
    UNION ALL
    SELECT article_id, content_sha256, ingested_at, run_id, coalesce(published_at, published_date), source_path,
           length(text), title, (SELECT count(*) FROM quotes AS q WHERE q.article_id = a.article_id),
           (SELECT count(*) FROM tariffs AS t WHERE t.article_id = a.article_id), revision
    FROM articles AS a
    WHERE article_id IN (SELECT article_id FROM staged_articles)
), compared AS (
    SELECT *, lag(content_sha256) OVER w AS sha_before, lag(characters) OVER w AS characters_before, lag(title) OVER w AS title_before,
           lag(quote_count) OVER w AS quotes_before, lag(tariff_count) OVER w AS tariffs_before,
           max(held_revision) OVER (PARTITION BY article_id) AS last_revision
    FROM versions
    WINDOW w AS (PARTITION BY article_id ORDER BY run_id, printed_at, source_path, content_sha256)
)
SELECT article_id,
       last_revision + row_number() OVER (PARTITION BY article_id ORDER BY run_id, printed_at, source_path, content_sha256) AS revision,
       content_sha256,
       ingested_at AS seen_at,
       run_id,
       coalesce(characters - characters_before, 0) AS characters_changed,
       sha_before IS NOT NULL AND title IS DISTINCT FROM title_before AS title_changed,
       coalesce(quote_count - quotes_before, 0) AS quotes_changed,
       coalesce(tariff_count - tariffs_before, 0) AS tariffs_changed
FROM compared
WHERE held_revision = 0 AND content_sha256 IS DISTINCT FROM sha_before;
