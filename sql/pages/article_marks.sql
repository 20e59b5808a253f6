-- Everything that was read in an article, where it stands and why. $article_id is the article.
SELECT m.start_char, m.end_char, m.entity_type AS kind, m.mention_id AS id,
       concat_ws('; ', m.entity_type || ': ' || e.canonical_name, CASE WHEN m.mention_type = 'pronoun' THEN 'pronoun' END,
                 CASE WHEN m.is_metonym THEN 'stands for its government' END, e.country_code) AS why
FROM mentions AS m JOIN entities AS e USING (entity_id)
WHERE m.article_id = $article_id
UNION ALL
SELECT q.span.start_char, q.span.end_char, 'quote', q.quote_id,
       concat_ws('; ', q.quote_type || ' quote', 'speaker: ' || coalesce(q.speaker_name, 'not told'), q.speaker_role,
                 'named here as “' || q.speaker_text || '”', 'marked by “' || q.cue_text || '”')
FROM (SELECT *, unnest(spans) AS span FROM quotes WHERE article_id = $article_id) AS q
UNION ALL
SELECT start_char, end_char, 'tariff', tariff_id,
       concat_ws('; ', 'measure: ' || action, instrument, array_to_string(imposer_codes, ', ') || ' → ' || array_to_string(target_codes, ', '), product,
                 rate_text, legal_basis, CASE WHEN is_background THEN 'told as history' END, 'rule ' || rule_id, 'confidence ' || confidence)
FROM tariffs WHERE article_id = $article_id
UNION ALL
SELECT start_char, end_char, 'talk', talk_id, concat_ws('; ', 'talks: ' || talk_type, array_to_string(party_codes, ', '), place, nullif(outcome, 'unknown'))
FROM talks WHERE article_id = $article_id
UNION ALL
SELECT r.start_char, r.end_char, 'role', r.role_id,
       concat_ws('; ', 'office: ' || r.title, r.organization_name, r.country_code, r.role_status, 'held by ' || e.canonical_name)
FROM roles AS r JOIN entities AS e ON e.entity_id = r.person_id
WHERE r.article_id = $article_id
UNION ALL
SELECT start_char, end_char, 'date', date_id, concat_ws('; ', date_type, nullif(concat_ws(' to ', start_date, nullif(end_date, start_date)), ''), duration_iso)
FROM dates WHERE article_id = $article_id
ORDER BY ALL;
