-- Which talks were held, are under way or are planned?
SELECT talk_date, talk_type, array_to_string(party_codes, ', ') AS parties, place, outcome, array_to_string(led_by, ', ') AS led_by
FROM talk_index
WHERE NOT is_copy
ORDER BY talk_date DESC, parties, talk_id
LIMIT 12;
