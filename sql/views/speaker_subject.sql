-- Who speaks about whom: how often the words of a speaker name a person, body or country.
-- Grain: one row per speaker and subject.
-- Example: FROM speaker_subject WHERE speaker_country_code = 'CAN' AND subject_type = 'country' ORDER BY quote_count DESC;
--   quote_count: distinct quotes of the speaker that name the subject
--   first_printed: publication date of the first of them
--   last_printed: publication date of the last of them
CREATE OR REPLACE VIEW speaker_subject AS
SELECT
    speaker,
    speaker_country_code,
    subject_type,
    subject,
    count(DISTINCT quote_group_id) AS quote_count,
    min(first_printed) AS first_printed,
    max(first_printed) AS last_printed,
    speaker_id,
    subject_id
FROM quote_subject
WHERE subject_id IS NOT NULL AND speaker IS NOT NULL
GROUP BY ALL;
