-- The rows of articles number `first` to `last` as transforms/ would leave them. A copy has the sentences of its story, `story`; every second one lacks the last.
CREATE OR REPLACE TEMP TABLE drawn AS
SELECT n, md5(n::VARCHAR) AS article_id, story, n <> story AS is_copy, DATE '2024-06-01' + (story * 730 // 1050000)::INT + (n <> story)::INT AS day,
       upper(word(story % 8000)) || ' ' || word(story // 7 % 8000) || ' ' || word(story // 11 % 8000) || ' ' || word(n % 8000) AS title
FROM (SELECT n, CASE WHEN n % 20 = 19 THEN n - 1 - rank(n, 2, 18) ELSE n END AS story FROM range(getvariable('first')::BIGINT, getvariable('last')::BIGINT + 1) AS r(n));

-- One row per sentence: what stands before the entity's name, the name, what stands behind it.
CREATE OR REPLACE TEMP TABLE told AS
WITH numbered AS (
    SELECT d.*, k, story * 32 + k AS place, CASE WHEN k < 8 THEN 60 + rank(story * 32 + k, 3, 200000) ELSE rank(story * 32 + k, 4, 299000) END AS entity
    FROM drawn AS d, range(20) AS r(k) WHERE NOT (is_copy AND n % 40 = 19 AND k = 19)
), worded AS (
    SELECT u.*, e.name, e.entity_type, e.candidate_id, e.entity_key, e.country_code,
           CASE WHEN k < 8 THEN '“' || s.words || ',” said ' || CASE WHEN k < 2 THEN 'minister ' ELSE '' END WHEN k IN (8, 9) THEN 'A new duty on ' || word(rank(place, 5, 300)) || ' was set, said '
                WHEN k = 10 THEN 'Both sides met on 5 May 2026, according to ' ELSE '' END AS before,
           CASE WHEN k < 8 THEN '. ' WHEN k < 11 THEN '. ' ELSE ' ' || s.words || '. ' END AS behind
    FROM numbered AS u JOIN entities_drawn AS e ON e.n = u.entity
    JOIN sentences AS s ON s.sentence = hash(place) % 200000
)
SELECT *, length(title) + 2 + coalesce(sum(length(before) + length(name) + length(behind)) OVER (PARTITION BY n ORDER BY k ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT AS begins,
       begins + length(before) AS starts, starts + length(name) AS ends
FROM worded;

INSERT INTO articles BY NAME
SELECT article_id, d.n || '.txt' AS source_path, source_path AS file_path, 'https://news.example/' || d.n AS url, 'Paper ' || rank(d.n, 6, 400) AS publisher, title,
       'By ' || word(d.n % 3000) AS byline, day + INTERVAL 1 HOUR * (d.n % 24) AS published_at, 0 AS published_offset_minutes, day AS published_date, 'metadata' AS published_source,
       'en' AS language, title || chr(10) || chr(10) || body AS text, len(string_split(text, ' ')) AS word_count, sha256(text) AS content_sha256,
       list_transform(range(CASE WHEN is_copy THEN 2 ELSE 0 END, 60), lambda i: (hash(story * 64 + i) >> 1)::BIGINT) AS copy_keys,
       sha256(d.n::VARCHAR) AS raw_sha256, TIMESTAMP '2026-01-01' AS ingested_at, getvariable('run_id') AS run_id, '1.0' AS pipeline_version
FROM drawn AS d JOIN (SELECT n, string_agg(before || name || behind, '' ORDER BY k) AS body FROM told GROUP BY n) AS b USING (n) ORDER BY published_date, article_id;

INSERT INTO article_entities BY NAME
SELECT article_id, candidate_id, any_value(entity_key) AS entity_key, any_value(entity_type) AS entity_type, any_value(name) AS name, any_value(country_code) AS country_code,
       [any_value(name)] AS aliases, count(*) AS mention_count FROM told GROUP BY article_id, candidate_id ORDER BY ALL;

INSERT INTO mentions BY NAME
SELECT md5(article_id || k) AS mention_id, article_id, candidate_id, entity_type, starts AS start_char, ends AS end_char, name AS mention_text, 'name' AS mention_type, false AS is_metonym
FROM told ORDER BY article_id, k;

INSERT INTO roles BY NAME
SELECT md5('role' || article_id || k) AS role_id, article_id, candidate_id AS person_candidate_id, 'minister' AS title, 'current' AS role_status, chr((65 + entity // 10 % 6)::INT) || chr((65 + entity % 10)::INT) || 'X' AS country_code,
       starts - 9 AS start_char, ends AS end_char, 'minister ' || name AS evidence
FROM told WHERE k < 2 ORDER BY article_id, k;

INSERT INTO dates BY NAME
SELECT md5('date' || article_id || k) AS date_id, article_id, begins + 18 AS start_char, begins + 28 AS end_char, '5 May 2026' AS date_text, 'date' AS date_type, DATE '2026-05-05' AS start_date, start_date AS end_date
FROM told WHERE k = 10 ORDER BY article_id;

INSERT INTO quotes BY NAME
SELECT md5('quote' || article_id || k) AS quote_id, article_id, 'direct' AS quote_type, s.words AS quote_text, begins + 1 AS start_char, begins + 1 + length(s.words) AS end_char,
       [{'start_char': begins + 1, 'end_char': begins + 1 + length(s.words)}] AS spans, 'said' AS cue_text, begins + length(s.words) + 4 AS cue_start_char,
       name AS speaker_text, starts AS speaker_start_char, ends AS speaker_end_char, 'name' AS speaker_kind, candidate_id AS speaker_candidate_id, name AS speaker_name,
       CASE WHEN k < 2 THEN 'minister' END AS speaker_role, md5(story * 8 + k || s.words) AS quote_key
FROM told JOIN sentences AS s ON s.sentence = hash(place) % 200000 WHERE k < 8 ORDER BY article_id, k;

INSERT INTO tariffs BY NAME
SELECT md5('tariff' || article_id || k) AS tariff_id, article_id, begins AS start_char, ends + 1 AS end_char, before || name || '.' AS evidence, 'tariff' AS instrument,
       ['imposed','raised','threatened','in_force','proposed','lowered','paused','removed'][rank(place, 7, 8) + 1] AS action,
       ['in_effect','in_effect','threatened','in_effect','threatened','in_effect','paused','ended'][rank(place, 7, 8) + 1] AS status,
       [upper(chr((65 + rank(place, 8, 60) // 10)::INT) || chr((65 + rank(place, 8, 60) % 10)::INT) || 'X')] AS imposer_codes,
       [upper(chr((71 + rank(place, 9, 60) // 10)::INT) || chr((65 + rank(place, 9, 60) % 10)::INT) || 'X')] AS target_codes, []::VARCHAR[] AS exempt_codes,
       CASE WHEN place % 3 > 0 THEN word(rank(place, 5, 300)) END AS product, CASE WHEN place % 3 > 0 THEN 'named' ELSE 'not_told' END AS product_scope, []::VARCHAR[] AS hs_codes,
       CASE WHEN place % 5 > 1 THEN 5 * (1 + rank(place, 10, 20)) END AS rate_pct, CASE WHEN place % 4 = 0 THEN day + (place % 60)::INT END AS effective_date,
       CASE WHEN place % 4 = 0 THEN 'day' END AS effective_precision, CASE WHEN place % 9 = 0 THEN ['US_232','US_301','US_IEEPA'][place % 3 + 1] END AS legal_basis_code,
       CASE WHEN rank(place, 7, 8) IN (5, 6, 7) THEN 'liberalising' ELSE 'restrictive' END AS direction, k = 9 AS is_background, false AS is_aggregate,
       candidate_id AS attributed_to_candidate_id, .8 AS confidence, 'invented' AS rule_id
FROM told WHERE k = 8 OR (k = 9 AND story % 2 = 0) ORDER BY article_id, k;

INSERT INTO talks BY NAME
SELECT md5('talk' || article_id) AS talk_id, article_id, begins AS start_char, ends + 1 AS end_char, before || name || '.' AS evidence, 'meeting' AS talk_type,
       [chr((65 + rank(place, 8, 60) // 10)::INT) || chr((65 + rank(place, 8, 60) % 10)::INT) || 'X', chr((71 + rank(place, 9, 60) // 10)::INT) || chr((65 + rank(place, 9, 60) % 10)::INT) || 'X'] AS party_codes,
       day - ((day - DATE '2020-01-01' + (hash(party_codes) % 14)::INT) % 14)::INT AS start_date, word((hash(party_codes, start_date) % 100)::INT) AS place, start_date AS end_date, 'unknown' AS outcome, false AS is_cancelled
FROM told WHERE k = 10 AND story % 10 < 3 ORDER BY article_id;

INSERT INTO talk_participants BY NAME
SELECT md5('talk' || article_id) AS talk_id, article_id, candidate_id, 'attendee' AS participant_role FROM told WHERE k = 10 AND story % 10 < 3 ORDER BY article_id;

INSERT INTO files BY NAME
SELECT source_path, raw_sha256 AS content_sha256, 'loaded' AS outcome, 1 AS article_count, 4000 AS size_bytes, run_id, ingested_at AS seen_at FROM articles;

INSERT INTO runs BY NAME
SELECT getvariable('run_id') AS run_id, TIMESTAMP '2026-01-01' AS started_at, started_at AS finished_at, 'published' AS status, '1.0' AS pipeline_version, 'invented' AS model_name, '1' AS model_version,
       0 AS file_count, 0 AS article_count, 0 AS rejected_count;
