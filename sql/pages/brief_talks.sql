-- Talks told of in the $days up to $as_of, and those scheduled within $ahead days after it, as told up to then; is_ahead parts the two.
SELECT * REPLACE (if(is_cancelled, 'cancelled', outcome) AS outcome),
       is_dated AND NOT is_cancelled AND coalesce(end_date, talk_date) > $as_of::DATE AS is_ahead
FROM talks_told($as_of::DATE)
WHERE last_reported > $as_of::DATE - $days::INTEGER
   OR (is_dated AND coalesce(end_date, talk_date) > $as_of::DATE AND talk_date <= $as_of::DATE + $ahead::INTEGER)
ORDER BY is_ahead, CASE WHEN is_ahead THEN talk_date END, talk_date DESC, party_codes, talk_type;
