-- Adds every staged version whose text differs from the one before to article_revisions. Runs before the staged
-- versions replace the held ones, so that the held version is what the first staged one is compared with.
-- What a version gained and lost is told by content: of the words, quotes and measures of both versions, those that only one has.
INSERT INTO article_revisions
WITH versions AS (
    SELECT article_id, content_sha256, ingested_at, run_id, coalesce(published_at, published_date) AS printed_at, source_path,
           title, text, part_of(filename) AS part, 0 AS held_revision  -- the part tells which version quotes and measures are from
    FROM staged_articles
    UNION ALL
    SELECT article_id, content_sha256, ingested_at, run_id, coalesce(published_at, published_date), source_path, title, text, NULL, revision
    FROM articles
    WHERE article_id IN (SELECT article_id FROM staged_articles)
), compared AS (
    SELECT *, row_number() OVER w AS place, lag(content_sha256) OVER w AS sha_before, lag(title) OVER w AS title_before,
           max(held_revision) OVER (PARTITION BY article_id) AS last_revision, count(*) OVER (PARTITION BY article_id) AS version_count
    FROM versions
    WINDOW w AS (PARTITION BY article_id ORDER BY run_id, printed_at, source_path, content_sha256)
), several AS (
    SELECT article_id, place, part, text FROM compared WHERE version_count > 1
), items AS (
    SELECT article_id, place, 'character' AS kind, unnest(string_split_regex(trim(text), '\s+')) AS item FROM several
    UNION ALL
    SELECT s.article_id, s.place, 'quote', concat_ws(': ', coalesce(q.speaker_candidate_id, q.speaker_name), q.quote_text)
    FROM several AS s JOIN staged_quotes AS q ON q.article_id = s.article_id AND part_of(q.filename) = s.part
    UNION ALL
    SELECT s.article_id, s.place, 'quote', concat_ws(': ', coalesce(q.speaker_candidate_id, q.speaker_name), q.quote_text)
    FROM several AS s JOIN quotes AS q ON q.article_id = s.article_id AND s.part IS NULL
    UNION ALL
    SELECT s.article_id, s.place, 'tariff',
           concat_ws('|', t.instrument, t.action, t.status, t.imposer_codes, t.target_codes, t.product, t.rate_pct, t.rate_text, t.effective_date)
    FROM several AS s JOIN staged_tariffs AS t ON t.article_id = s.article_id AND part_of(t.filename) = s.part
    UNION ALL
    SELECT s.article_id, s.place, 'tariff',
           concat_ws('|', t.instrument, t.action, t.status, t.imposer_codes, t.target_codes, t.product, t.rate_pct, t.rate_text, t.effective_date)
    FROM several AS s JOIN tariffs AS t ON t.article_id = s.article_id AND s.part IS NULL
), changes AS (
    SELECT article_id, place, kind, CASE kind WHEN 'character' THEN length(item) ELSE 1 END AS weight, sum(times) AS times
    FROM (SELECT *, 1 AS times FROM items UNION ALL SELECT article_id, place + 1, kind, item, -1 FROM items)
    GROUP BY article_id, place, kind, item
), totals AS (
    SELECT article_id, place,
           sum(weight * greatest(times, 0)) FILTER (kind = 'character') AS characters_gained,
           sum(weight * greatest(-times, 0)) FILTER (kind = 'character') AS characters_lost,
           sum(greatest(times, 0)) FILTER (kind = 'quote') AS quotes_gained,
           sum(greatest(-times, 0)) FILTER (kind = 'quote') AS quotes_lost,
           sum(greatest(times, 0)) FILTER (kind = 'tariff') AS tariffs_gained,
           sum(greatest(-times, 0)) FILTER (kind = 'tariff') AS tariffs_lost
    FROM changes WHERE place > 1 GROUP BY ALL
)
SELECT c.article_id,
       last_revision + row_number() OVER (PARTITION BY c.article_id ORDER BY c.place) AS revision,
       content_sha256,
       ingested_at AS seen_at,
       run_id,
       coalesce(characters_gained, 0) AS characters_gained,
       coalesce(characters_lost, 0) AS characters_lost,
       sha_before IS NOT NULL AND title IS DISTINCT FROM title_before AS title_changed,
       coalesce(quotes_gained, 0) AS quotes_gained,
       coalesce(quotes_lost, 0) AS quotes_lost,
       coalesce(tariffs_gained, 0) AS tariffs_gained,
       coalesce(tariffs_lost, 0) AS tariffs_lost
FROM compared AS c
LEFT JOIN totals AS t ON t.article_id = c.article_id AND t.place = c.place
WHERE held_revision = 0 AND content_sha256 IS DISTINCT FROM sha_before;
