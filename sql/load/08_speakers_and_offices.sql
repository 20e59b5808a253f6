-- How much everybody said, and the office that the latest article gives.
UPDATE entities SET quote_count = q.quote_count
FROM (SELECT speaker_id, count(*) AS quote_count FROM distinct_quotes GROUP BY speaker_id) AS q
WHERE entities.entity_id = q.speaker_id;

UPDATE entities SET latest_title = o.office.title, latest_role_status = o.office.role_status, office_country_code = o.office.country_code
FROM (
    SELECT person_id, arg_max({'title': r.title, 'role_status': role_status, 'country_code': r.country_code},
                              {'day': published_date, 'article_id': article_id, 'start_char': start_char}) AS office
    FROM roles AS r JOIN articles USING (article_id) GROUP BY person_id
) AS o
WHERE entities.entity_id = o.person_id;
