-- Which measures between the parties changed within 30 days of talks?
-- Example: --party CAN
--   $party COUNTRY = NULL: a government at the table
SELECT talk_date, array_to_string(party_codes, ', ') AS parties, talk_type, place, talk_outcome, days_after_talk AS days_after,
       imposer_code AS imposer, target_code AS target, product, status_before, status, rate_pct
FROM talk_effect
WHERE $party IS NULL OR list_contains(party_codes, $party)
ORDER BY ALL
LIMIT 30;
