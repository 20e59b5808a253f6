-- What invented articles draw from: words, sentences, entities, goods. `rank` draws by Zipf's law from 0 to size - 1.
CREATE MACRO uniform(n, salt) AS (hash(n * 1000 + salt) % 1000000007) / 1000000007.0;
CREATE MACRO rank(n, salt, size) AS CAST(floor(pow(size + 1, uniform(n, salt))) AS BIGINT) - 1;
CREATE MACRO word(n) AS ['ba','ke','li','mo','nu','ra','se','ti','vo','da'][n % 10 + 1] || ['lan','mer','nit','ros','tul','gar','ven','dis','pol','cam'][n // 10 % 10 + 1]
                        || ['a','en','is','or','um','eth','ick','ola','ins','ard'][n // 100 % 10 + 1] || CASE WHEN n >= 1000 THEN ['by','ko','ster','wick','berg','dahl','ova','ini'][n // 1000 % 8 + 1] ELSE '' END
                        || CASE WHEN n >= 8000 THEN chr((97 + n // 8000)::INT) ELSE '' END;
CREATE TABLE sentences AS
SELECT s AS sentence, string_agg(word(rank(s * 30 + w, 1, 8000)), ' ' ORDER BY w) AS words
FROM range(200000) AS a(s), range(24) AS b(w) WHERE w < 12 + s % 12 GROUP BY s;
CREATE TABLE names AS
SELECT n, CASE WHEN n < 60 THEN 'country' WHEN n % 20 = 3 THEN 'place' WHEN n % 5 = 4 THEN 'organization' ELSE 'person' END AS entity_type,
       CASE WHEN n < 60 THEN upper(word(n))
            WHEN n % 20 = 3 THEN upper(word(n % 8000)[1]) || word(n % 8000)[2:] || 'ville' || chr((97 + n // 8000)::INT)
            WHEN n % 5 = 4 THEN 'Bureau of ' || upper(word(n % 150000)[1]) || word(n % 150000)[2:] || ' ' || word(n // 150000)
            WHEN n % 25 = 7 THEN upper(word(n % 150000)[1]) || word(n % 150000)[2:] || 'son'
            ELSE upper(word(n % 400)[1]) || word(n % 400)[2:] || ' ' || upper(word(n // 4)[1]) || word(n // 4)[2:] END AS name
FROM range(300000) AS r(n);
CREATE TABLE entities_drawn AS
SELECT n, entity_type, name, CASE WHEN n < 60 THEN chr((65 + n // 10)::INT) || chr((65 + n % 10)::INT) || 'X' END AS country_code,
       entity_type || ':' || lower(name) AS entity_key, md5(entity_type || ':' || lower(name)) AS candidate_id
FROM names;
