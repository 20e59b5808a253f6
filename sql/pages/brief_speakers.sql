-- Who was quoted most in the 30 days up to $as_of, against the 30 days before.
FROM speakers_most_quoted($as_of::DATE, 30)
WHERE quote_count > 0
LIMIT 8;
