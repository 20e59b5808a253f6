-- What does each outlet print: how much of its own, how much taken over, about what?
-- Grain: one row per publisher and month.
-- Example: SELECT publisher, sum(article_count), sum(copy_count) FROM publisher_coverage GROUP BY ALL ORDER BY 2 DESC;
--   month: first day of the month of publication
--   article_count: articles
--   copy_count: those that are copies of an article printed before
--   copied_count: articles of its own that others took over
--   quote_count: quotes in its articles
--   speaker_count: different speakers of them
--   tariff_count: trade measures that its articles tell as news
--   talk_count: talks that its articles tell
CREATE OR REPLACE VIEW publisher_coverage AS
SELECT
    a.publisher,
    date_trunc('month', a.published_date)::DATE AS month,
    count(*) AS article_count,
    count(*) FILTER (a.duplicate_of IS NOT NULL) AS copy_count,
    count(*) FILTER (a.article_id IN (SELECT duplicate_of FROM articles WHERE duplicate_of IS NOT NULL)) AS copied_count,
    coalesce(sum(q.quote_count), 0)::BIGINT AS quote_count,
    len(list_distinct(flatten(list(q.speakers) FILTER (q.speakers IS NOT NULL)))) AS speaker_count,
    coalesce(sum(t.tariff_count), 0)::BIGINT AS tariff_count,
    coalesce(sum(k.talk_count), 0)::BIGINT AS talk_count
FROM articles AS a
LEFT JOIN (
    SELECT article_id, count(*) AS quote_count, list(DISTINCT speaker_id) FILTER (speaker_id IS NOT NULL) AS speakers FROM quotes GROUP BY ALL
) AS q USING (article_id)
LEFT JOIN (SELECT article_id, count(*) FILTER (NOT is_background) AS tariff_count FROM tariffs GROUP BY ALL) AS t USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS talk_count FROM talks GROUP BY ALL) AS k USING (article_id)
GROUP BY ALL;
