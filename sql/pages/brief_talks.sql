-- Talks of the week up to $as_of, and those to come within $ahead days, as told up to then.
FROM talk_distinct
WHERE talk_date > $as_of::DATE - 7 AND talk_date <= $as_of::DATE + $ahead::INTEGER AND last_reported <= $as_of
ORDER BY talk_date, party_codes, talk_type;
