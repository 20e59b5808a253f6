-- Which talks were held, are under way or are planned, and who sat at the table?
-- Example: --party CAN
--   $party COUNTRY = NULL: a government at the table
SELECT talk_date, end_date, date_precision AS precision, talk_type, array_to_string(party_codes, ', ') AS parties, place, if(is_cancelled, 'cancelled', outcome) AS outcome, array_to_string(people, ', ') AS people
FROM talk_distinct
WHERE $party IS NULL OR list_contains(party_codes, $party)
ORDER BY talk_date DESC, parties, talk_type
LIMIT 15;
