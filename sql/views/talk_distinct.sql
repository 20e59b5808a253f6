-- Which talks were there, each counted once however many articles tell it?
-- Grain: one row per set of parties, first day and kind of talk; a talk whose day nobody tells stands on its day of publication.
-- Example: FROM talk_distinct WHERE list_contains(party_codes, 'CHN') ORDER BY talk_date;
--   talk_date: first day, or the day of publication where the text gives none
--   is_dated: a text gives the day
--   end_date: last day; with date_precision, how much of the days is told
--   date_precision: day, or month, quarter, half or year where no text tells more; null where nobody tells a day
--   party_codes: governments at the table, sorted: ISO 3166 alpha-3, EU, WORLD
--   talk_type: kind of talk
--   place: city
--   venue: building
--   outcome: what came of it, as the latest article that knows says
--   people: who leads or attends, sorted
--   story_count: articles that tell it, copies left out
--   evidence: the words of the latest article
--   last_reported: publication date of that article
--   talk_id: the talk as the latest article tells it
--   article_id: that article
CREATE OR REPLACE VIEW talk_distinct AS
FROM talks_told(DATE '9999-12-31');
