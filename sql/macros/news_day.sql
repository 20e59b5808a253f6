-- The latest day of publication that is not in the future: the day that a morning's questions are about.
-- Grain: one value.
-- Example: SELECT news_day();
CREATE OR REPLACE MACRO news_day() AS (SELECT max(published_date) FROM articles WHERE published_date <= current_date);
