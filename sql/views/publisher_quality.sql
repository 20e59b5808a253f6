-- How good is what each outlet delivers: are title, author and day there, and can its quotes and measures be read?
-- Grain: one row per publisher.
-- Example: FROM publisher_quality ORDER BY dated_pct, article_count DESC;
--   article_count: articles
--   titled_pct: articles with a headline, in percent
--   signed_pct: articles with an author line, in percent
--   dated_pct: articles whose day of publication the source itself gives, in percent
--   median_word_count: median length in words
--   quote_count: quotes
--   speaker_pct: quotes whose speaker is known, in percent; null without quotes
--   tariff_count: trade measures told
--   mean_confidence: mean confidence of them; null without any
--   revision_count: revisions after the first versions
CREATE OR REPLACE VIEW publisher_quality AS
SELECT
    a.publisher,
    count(*) AS article_count,
    round(100 * avg((a.title IS NOT NULL)::INT), 1) AS titled_pct,
    round(100 * avg((a.byline IS NOT NULL)::INT), 1) AS signed_pct,
    round(100 * avg((a.published_source = 'metadata')::INT), 1) AS dated_pct,
    median(a.word_count)::BIGINT AS median_word_count,
    coalesce(sum(q.quote_count), 0)::BIGINT AS quote_count,
    round(100 * sum(q.known_count) / sum(q.quote_count), 1) AS speaker_pct,
    coalesce(sum(t.tariff_count), 0)::BIGINT AS tariff_count,
    round(sum(t.confidence) / sum(t.tariff_count), 2) AS mean_confidence,
    sum(a.revision - 1)::BIGINT AS revision_count
FROM articles AS a
LEFT JOIN (SELECT article_id, count(*) AS quote_count, count(speaker_id) AS known_count FROM quotes GROUP BY ALL) AS q USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS tariff_count, sum(confidence) AS confidence FROM tariffs GROUP BY ALL) AS t USING (article_id)
GROUP BY ALL;
