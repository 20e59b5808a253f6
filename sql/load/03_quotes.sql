-- Speakers by their canonical names, and the first printing of the same words.
UPDATE quotes SET speaker_id = c.entity_id, speaker_name = e.canonical_name
FROM article_entities AS c JOIN entities AS e ON e.entity_id = c.entity_id
WHERE quotes.article_id = c.article_id AND speaker_candidate_id = c.candidate_id
  AND (speaker_id IS DISTINCT FROM c.entity_id OR speaker_name IS DISTINCT FROM e.canonical_name);

-- Five words and more are hardly said twice by chance; fewer are the same quote only from the same speaker.
UPDATE quotes SET quote_group_id = grouped.group_id
FROM (
    SELECT quote_id, first_value(quote_id) OVER (
        PARTITION BY quote_key, CASE WHEN len(string_split(quote_text, ' ')) < 5 THEN coalesce(speaker_id, quote_id) END
        ORDER BY published_date, coalesce(published_at, published_date), article_id, start_char) AS group_id
    FROM quotes JOIN articles USING (article_id)
) AS grouped
WHERE quotes.quote_id = grouped.quote_id AND quotes.quote_group_id IS DISTINCT FROM grouped.group_id;
