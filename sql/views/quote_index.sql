-- Who said what, in which office: every quote of every article with its speaker.
-- Grain: one row per quote and printing; copies of a wire text have is_copy = true.
-- Example: SELECT speaker, role, quote FROM quote_index WHERE speaker_country_code = 'CHN' ORDER BY published_date DESC LIMIT 100;
--   speaker: canonical name of the speaker, or the description of an unnamed one
--   role: the speaker's office as this article gives it, with its organisation
--   speaker_type: kind of entity that speaks; null for an unnamed speaker
--   speaker_country_code: country of the speaker, else of the office, in this article or in most others: ISO 3166 alpha-3, or EU
--   organization: organisation that the speaker stands for in this article; the speaker itself where it is one
--   quote: the words on one line, without the outer marks; pieces of a split quote joined by ' … '
--   cue: verb or phrase that marks the utterance
--   speaker_as_printed: source mention as printed: Cutler, she, a spokesman
--   is_copy: the article is a copy of one that was printed before
--   is_first_printing: the first article that printed these words
CREATE OR REPLACE VIEW quote_index AS
SELECT
    a.published_date,
    coalesce(e.canonical_name, q.speaker_name) AS speaker,
    q.speaker_role AS role,
    e.entity_type AS speaker_type,
    q.speaker_country_code,
    q.speaker_organization AS organization,
    q.quote_type,
    one_line(q.quote_text) AS quote,
    q.cue_text AS cue,
    q.speaker_text AS speaker_as_printed,
    q.speaker_kind,
    a.publisher,
    a.title,
    a.url,
    a.source_path,
    a.duplicate_of IS NOT NULL AS is_copy,
    q.quote_group_id = q.quote_id AS is_first_printing,
    q.quote_group_id,
    q.quote_id,
    q.speaker_id,
    q.article_id,
    q.start_char,
    q.end_char
FROM quotes AS q
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS e ON e.entity_id = q.speaker_id;
