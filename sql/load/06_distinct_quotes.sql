-- Each utterance once, computed here since most questions about quotes begin with it. Made anew are those with a printing that the load
-- touches, or whose speaker or subject has another name, kind or country by now. Few are printed more than once: only these are grouped.
CREATE OR REPLACE TEMP TABLE stale_groups AS
FROM touched_groups
UNION SELECT quote_group_id FROM quotes WHERE article_id IN (FROM touched_articles) OR speaker_id IN (FROM changed_speakers)
UNION SELECT quote_group_id FROM quote_topics SEMI JOIN changed_entities ON entity_id = subject_id;

CREATE OR REPLACE TEMP TABLE printed_again AS
SELECT DISTINCT quote_group_id FROM quotes SEMI JOIN stale_groups USING (quote_group_id) WHERE quote_group_id <> quote_id;

CREATE OR REPLACE TEMP TABLE printed AS FROM quote_index WHERE quote_group_id IN (FROM stale_groups);

DELETE FROM distinct_quotes WHERE quote_group_id IN (FROM stale_groups);
INSERT INTO distinct_quotes BY NAME
SELECT quote_group_id, published_date AS first_printed, speaker, role, speaker_type, speaker_country_code, organization, quote_type, quote,
       1 AS printings, (NOT is_copy)::BIGINT AS story_count, CASE WHEN publisher IS NOT NULL THEN [publisher] END AS publishers, speaker_id, article_id
FROM printed ANTI JOIN printed_again USING (quote_group_id)
UNION ALL BY NAME
SELECT
    quote_group_id,
    min(published_date) AS first_printed,
    first(speaker ORDER BY speaker IS NULL, published_date, quote_id) AS speaker,
    first(role ORDER BY role IS NULL, published_date, quote_id) AS role,
    first(speaker_type ORDER BY speaker_type IS NULL, published_date, quote_id) AS speaker_type,
    first(speaker_country_code ORDER BY speaker_country_code IS NULL, published_date, quote_id) AS speaker_country_code,
    first(organization ORDER BY organization IS NULL, published_date, quote_id) AS organization,
    first(quote_type ORDER BY quote_id = quote_group_id DESC) AS quote_type,
    first(quote ORDER BY quote_id = quote_group_id DESC) AS quote,
    count(DISTINCT article_id) AS printings,
    count(DISTINCT article_id) FILTER (NOT is_copy) AS story_count,
    list_sort(list(DISTINCT publisher) FILTER (publisher IS NOT NULL)) AS publishers,
    first(speaker_id ORDER BY speaker_id IS NULL, published_date, quote_id) AS speaker_id,
    first(article_id ORDER BY quote_id = quote_group_id DESC) AS article_id
FROM printed SEMI JOIN printed_again USING (quote_group_id)
GROUP BY quote_group_id;
