-- What takes effect, would take effect or ends within $ahead days after $as_of.
FROM measures_upcoming($as_of::DATE, $ahead::INTEGER);
