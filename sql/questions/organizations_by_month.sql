-- Which organisations were heard in which month, through how many speakers?
-- Example: --words ministry
--   $words VARCHAR = '': part of the organisation's name
SELECT month, organization, count(DISTINCT speaker) AS speaker_count, sum(quote_count)::BIGINT AS quote_count,
       sum(printing_count)::BIGINT AS printing_count
FROM quote_month
WHERE organization IS NOT NULL AND contains(lower(organization), lower($words))
GROUP BY ALL
ORDER BY month DESC, quote_count DESC, organization
LIMIT 30;
