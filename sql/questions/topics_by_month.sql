-- What do people talk about, month by month?
-- Example: --kind product
--   $kind VARCHAR = NULL: product, instrument, country, organization, person, place, law or agreement
SELECT month, topic_type, topic, quote_count, speaker_count, printing_count
FROM topic_month
WHERE $kind IS NULL OR topic_type = $kind
ORDER BY month DESC, quote_count DESC, topic_type, topic
LIMIT 30;
