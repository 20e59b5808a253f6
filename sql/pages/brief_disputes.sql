-- Where stories of the last 31 days disagree.
FROM measure_disputes($as_of::DATE, 31);
