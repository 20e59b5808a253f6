-- Who stands with whom in the news?
-- Example: --name Canada --as-of 2026-06-01
--   $name VARCHAR = '': part of the name of one of the two
--   $as_of DATE = news_day(): last day
--   $days INTEGER = 365: how many days up to it
SELECT name, other_type, other_name, story_count, first_seen_date, last_seen_date
FROM entity_pairs($as_of, $days)
WHERE contains(lower(name), lower($name)) AND ($name <> '' OR entity_id < other_id)  -- each pair once where nobody is named
ORDER BY story_count DESC, name, other_name
LIMIT 20;
