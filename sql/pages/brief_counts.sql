-- How much news there was: articles of the days up to $as_of, and what was found in them.
SELECT count(*) AS article_count, count(*) FILTER (is_copy) AS copy_count, count(DISTINCT publisher) AS publisher_count,
       coalesce(sum(quote_count), 0)::BIGINT AS quote_count, coalesce(sum(tariff_count), 0)::BIGINT AS tariff_count,
       coalesce(sum(talk_count), 0)::BIGINT AS talk_count
FROM article_index
WHERE published_date > $as_of::DATE - $days::INTEGER AND published_date <= $as_of;
