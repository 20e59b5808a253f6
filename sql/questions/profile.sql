-- Who or what is this: offices over time, words, measures, talks and neighbours in the news?
-- Example: --name Vinterov
--   $name VARCHAR: part of the name
SELECT name, fact_type, fact, first_date, last_date, story_count
FROM entity_profile($name);
