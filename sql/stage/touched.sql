-- What the load touches, so that all else is left as it is: articles that are new or that turn out to tell of another entity or to be a copy,
-- words of quotes that came or went, and utterances whose row is to be made anew. usual_before: the country of each speaker's offices.
CREATE TEMP TABLE IF NOT EXISTS touched_articles (article_id VARCHAR);
CREATE TEMP TABLE IF NOT EXISTS touched_keys (quote_key VARCHAR);
CREATE TEMP TABLE IF NOT EXISTS touched_groups (quote_group_id VARCHAR);
CREATE TEMP TABLE IF NOT EXISTS usual_before AS SELECT person_id, mode(country_code ORDER BY country_code) AS country_code FROM roles GROUP BY person_id;
