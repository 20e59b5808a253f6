-- Measures across articles: one for each instrument, imposer, target, goods, name and spell of reporting. Its name is the programme, else
-- the legal basis; the statute of emergencies and orders that only carry out a statute name none by themselves. Goods are the named ones,
-- all of them ('*'), or a part known by its words and value ('~'); a programme falls on its own goods ('*') but for those that have a code.
-- A standing rate that no decision gave is known by its figure ('='). After three years without a word a measure between the same two on
-- the same goods is another one. An exemption is a measure of its own. Everything is decided within (instrument, imposer, target); goods
-- and superseded rates look at the other rows of that group in the same article.
CREATE OR REPLACE TEMP TABLE told AS
WITH pairs AS (
    SELECT tariff_id, article_id, instrument, mast_chapter, action, status, imposer_codes, target_codes, product, product_scope, hs_codes,
           rate_pct, rate_from_pct, value_covered_amount, value_covered_currency, announced_date, effective_date, effective_precision,
           until_date, legal_basis_code, programme, published_date, story_id, unnest(imposer_codes) AS imposer_code
    FROM tariffs JOIN articles USING (article_id)
), both_sides AS (
    SELECT *, unnest(target_codes) AS target_code, action = 'exempted' AND rate_pct IS NULL AS is_exemption,
           coalesce(programme, CASE WHEN legal_basis_code NOT IN ('US_EXECUTIVE_ORDER', 'US_PROCLAMATION', 'US_IEEPA')
                                    THEN legal_basis_code END) AS own_name,
           instrument = 'tariff' AND action = 'in_force' AND rate_pct IS NOT NULL AND effective_date IS NULL AND programme IS NULL
               AND legal_basis_code IS NULL AS is_standing
    FROM pairs
), on_words AS (
    SELECT *,
           CASE WHEN len(hs_codes) > 0 AND product_scope = 'named' THEN array_to_string(list_sort(hs_codes), ' ')
                WHEN product_scope = 'part' AND product IS NULL AND rate_pct IS NOT NULL AND value_covered_amount IS NULL THEN '~'
                WHEN programme IS NOT NULL AND (target_code <> 'WORLD' OR product_scope <> 'part') THEN '*'
                WHEN product_scope = 'named' THEN lower(product)
                WHEN product_scope = 'all' THEN '*'
                WHEN product_scope = 'part'
                    THEN concat_ws(' ', '~', lower(product), CAST(value_covered_amount AS VARCHAR), value_covered_currency)
           END AS words
    FROM both_sides
), -- A standing rate below all that were decided on the same goods, and that none of them replaced, is the duty beneath them.
replaced AS (
    SELECT DISTINCT instrument, imposer_code, target_code, words, rate_from_pct AS rate_pct, true AS is_replaced
    FROM on_words WHERE rate_from_pct IS NOT NULL
), candidates AS (
    SELECT *,
           CASE WHEN is_standing AND product_scope = 'named' AND rate_pct < min(rate_pct) FILTER (NOT is_standing) OVER same
                 AND is_replaced IS NULL THEN concat(words, ' =', rate_pct)
                ELSE words END AS own_goods
    FROM on_words LEFT JOIN replaced USING (instrument, imposer_code, target_code, words, rate_pct)
    WINDOW same AS (PARTITION BY instrument, imposer_code, target_code, words)
), -- "The tariff": goods that a telling leaves open are those of the article's other tellings, else of those within two months, if these
-- have just one kind of goods. A telling with a name looks at those of that name alone; one that stands at another rate is not of them.
there AS (
    SELECT *, CASE WHEN NOT is_exemption THEN own_goods END AS goods_there FROM candidates
), seen AS (
    SELECT *,
           coalesce(list_contains(list(rate_pct) FILTER (goods_there IS NOT NULL) OVER article, rate_pct), false) AS has_their_rate,
           max(programme) OVER near IS NOT NULL
               AND (count_if(goods_there = '*') OVER at_rate_near > 0 OR count_if(goods_there = '*') OVER near = 0) AS has_rate_of_all,
           min(goods_there) OVER article AS article_first, max(goods_there) OVER article AS article_last,
           min(goods_there) OVER named AS named_first, max(goods_there) OVER named AS named_last,
           min(goods_there) OVER near AS near_first, max(goods_there) OVER near AS near_last,
           min(goods_there) OVER named_near AS named_near_first, max(goods_there) OVER named_near AS named_near_last
    FROM there
    WINDOW article AS (PARTITION BY article_id, instrument, imposer_code, target_code),
           named AS (PARTITION BY article_id, instrument, imposer_code, target_code, own_name),
           near AS (PARTITION BY instrument, imposer_code, target_code ORDER BY published_date
                    RANGE BETWEEN INTERVAL 60 DAYS PRECEDING AND INTERVAL 60 DAYS FOLLOWING),
           at_rate_near AS (PARTITION BY instrument, imposer_code, target_code, rate_pct ORDER BY published_date
                            RANGE BETWEEN INTERVAL 60 DAYS PRECEDING AND INTERVAL 60 DAYS FOLLOWING),
           named_near AS (PARTITION BY instrument, imposer_code, target_code, own_name ORDER BY published_date
                          RANGE BETWEEN INTERVAL 60 DAYS PRECEDING AND INTERVAL 60 DAYS FOLLOWING)
), on_goods AS (
    SELECT *,
           CASE WHEN own_goods = '~' AND rate_pct IS NOT NULL AND (own_name IS NULL OR programme IS NOT NULL)
                     AND target_code <> 'WORLD' AND has_rate_of_all THEN '*' -- "goods that do not qualify": those of the programme
                WHEN own_goods IS NOT NULL THEN own_goods
                WHEN instrument IN ('other', 'sanction') THEN '' -- steps of many kinds
                WHEN rate_pct IS NOT NULL AND action IN ('imposed', 'in_force') AND NOT has_their_rate -- another one
                    THEN CASE WHEN is_standing THEN concat('=', rate_pct) ELSE '' END
                WHEN own_name IS NULL AND article_first = article_last THEN article_first
                WHEN own_name IS NULL AND article_first IS NULL AND near_first = near_last THEN near_first
                WHEN own_name IS NOT NULL AND named_first = named_last THEN named_first
                WHEN own_name IS NOT NULL AND named_first IS NULL AND named_near_first = named_near_last THEN named_near_first
                ELSE '' END AS goods_told
    FROM seen
), -- Goods that others tell apart, all of them, are those: steel and aluminum. Goods that have only rates of a wider measure are of that
-- one: cars, of cars and their parts.
kinds AS (
    SELECT instrument, imposer_code, target_code, goods_told, any_value(list_sort(hs_codes)) AS codes,
           coalesce(list(DISTINCT rate_pct) FILTER (rate_pct IS NOT NULL), []) AS rates
    FROM on_goods WHERE goods_told = array_to_string(list_sort(hs_codes), ' ') AND len(hs_codes) > 0 AND NOT is_exemption GROUP BY ALL
), inside AS (
    SELECT instrument, imposer_code, target_code, whole.goods_told AS whole_goods, part.goods_told AS part_goods,
           len(list_distinct(flatten(list(part.codes) OVER whole_kind))) = len(whole.codes) AS is_all_told,
           len(part.rates) > 0 AND list_has_all(whole.rates, part.rates) AS has_its_rates
    FROM kinds AS whole JOIN kinds AS part USING (instrument, imposer_code, target_code)
    WHERE len(part.codes) < len(whole.codes) AND list_has_all(whole.codes, part.codes)
    WINDOW whole_kind AS (PARTITION BY instrument, imposer_code, target_code, whole.goods_told)
), within_parts AS (
    SELECT instrument, imposer_code, target_code, whole.whole_goods, part.part_goods
    FROM inside AS whole JOIN inside AS part USING (instrument, imposer_code, target_code) WHERE part.whole_goods = whole.part_goods
), apart AS (
    SELECT instrument, imposer_code, target_code, whole_goods AS goods_told, part_goods AS goods_apart
    FROM (FROM inside WHERE is_all_told) AS inside
    ANTI JOIN within_parts USING (instrument, imposer_code, target_code, whole_goods, part_goods)
), wider AS (
    SELECT instrument, imposer_code, target_code, part_goods AS goods_apart, any_value(whole_goods) AS goods_wider
    FROM inside WHERE has_its_rates AND NOT is_all_told GROUP BY ALL HAVING count(*) = 1
), parted AS (
    SELECT on_goods.*, coalesce(goods_apart, goods_told) AS goods_apart
    FROM on_goods LEFT JOIN apart USING (instrument, imposer_code, target_code, goods_told)
), placed AS (
    SELECT parted.*, coalesce(goods_wider, goods_apart) AS goods
    FROM parted LEFT JOIN wider USING (instrument, imposer_code, target_code, goods_apart)
), gaps AS (
    SELECT *, coalesce(published_date - lag(published_date) OVER w > 1096, false) AS is_after_gap
    FROM placed
    WINDOW w AS (PARTITION BY instrument, imposer_code, target_code, goods, is_exemption ORDER BY published_date, tariff_id)
), numbered AS (
    SELECT *, count_if(is_after_gap) OVER (PARTITION BY instrument, imposer_code, target_code, goods, is_exemption
                                           ORDER BY published_date, tariff_id) AS spell
    FROM gaps
), spells AS (
    SELECT *, CASE WHEN spell > 0 THEN min(year(published_date)) OVER (PARTITION BY instrument, imposer_code, target_code, goods,
                                                                       is_exemption, spell) END AS spell_year
    FROM numbered
), -- A telling without a name belongs to the measure that has one, if there is just one, else to the one told nearest in time at the same
-- rate, or to the only one of those days. Where nobody says which goods, only what is told within those days at that rate is the same.
names AS (
    SELECT DISTINCT instrument, imposer_code, target_code, goods, is_exemption, spell, own_name AS name, rate_pct AS name_rate,
           published_date AS name_date,
           min(own_name) OVER same = max(own_name) OVER same AS is_only_name
    FROM spells WHERE own_name IS NOT NULL
    WINDOW same AS (PARTITION BY instrument, imposer_code, target_code, goods, is_exemption, spell)
), lent AS (
    SELECT s.tariff_id, s.imposer_code, s.target_code, s.goods, n.name, is_only_name OR s.rate_pct IS NOT NULL
           OR min(n.name) OVER telling = max(n.name) OVER telling AS is_sure
    FROM spells AS s JOIN names AS n USING (instrument, imposer_code, target_code, goods, is_exemption, spell)
    WHERE s.own_name IS NULL
      AND ((is_only_name AND s.goods <> '' AND NOT regexp_matches(s.goods, '^[=~]'))
           OR (abs(s.published_date - n.name_date) <= 60 AND (s.rate_pct IS NULL OR s.rate_pct = n.name_rate)))
    WINDOW telling AS (PARTITION BY s.tariff_id, s.imposer_code, s.target_code, s.goods)
    QUALIFY row_number() OVER (PARTITION BY s.tariff_id, s.imposer_code, s.target_code, s.goods
                               ORDER BY s.rate_pct = n.name_rate DESC NULLS LAST, abs(s.published_date - n.name_date), n.name) = 1
), named AS (
    SELECT s.*, coalesce(s.own_name, lent.name) AS name
    FROM spells AS s
    LEFT JOIN lent ON lent.is_sure AND lent.tariff_id = s.tariff_id AND lent.imposer_code = s.imposer_code
                  AND lent.target_code = s.target_code AND lent.goods = s.goods
), -- A telling without goods, rate, day and name says little of which measure it is; so does a statute that many on everybody rest on.
weighed AS (
    SELECT *, (own_name IS NULL OR (programme IS NULL AND target_code = 'WORLD'))
              AND (own_goods IS NULL OR (own_goods IN ('*', '~') AND (rate_pct IS NULL OR is_standing)))
              AND (rate_pct IS NULL OR is_standing) AND effective_date IS NULL AND until_date IS NULL AS says_little,
           md5(concat_ws('|', instrument, imposer_code, target_code, goods, coalesce(name, ''), CASE WHEN is_exemption THEN 'exemption' END,
                         spell_year)) AS found_measure_id
    FROM named
) -- Beside others between the two, or against everybody, such a telling gives no state, unless one within two months says more of its
-- measure.
SELECT *, product_scope = 'all' AND (NOT says_little OR bool_and(says_little) OVER (PARTITION BY found_measure_id)) AS is_on_all,
       says_little AND count_if(NOT says_little) OVER near = 0
           AND (target_code = 'WORLD' OR NOT bool_and(says_little) OVER (PARTITION BY instrument, imposer_code, target_code)) AS is_vague
FROM weighed
WINDOW near AS (PARTITION BY found_measure_id ORDER BY published_date
                RANGE BETWEEN INTERVAL 60 DAYS PRECEDING AND INTERVAL 60 DAYS FOLLOWING);

DELETE FROM tariff_measures;
INSERT INTO tariff_measures SELECT DISTINCT tariff_id, article_id, found_measure_id FROM told ORDER BY ALL;

UPDATE tariffs SET measure_id = m.measure_id
FROM (SELECT tariff_id, first(found_measure_id ORDER BY imposer_code = imposer_codes[1] DESC, target_code = target_codes[1] DESC,
             found_measure_id) AS measure_id FROM told GROUP BY tariff_id) AS m
WHERE tariffs.tariff_id = m.tariff_id AND tariffs.measure_id IS DISTINCT FROM m.measure_id;

-- What a telling says of the states of its measure. A change that is decided but not yet in force leaves the measure as it
-- was until its day comes, and a measure that is itself only announced is announced with the change; a plan takes the rate that was
-- decided last; only a new measure is "announced" until then. What is told with a last day changes back on the day after, unless a later
-- telling prolongs or ends it first. Exemptions, steps of which nobody says when they were taken and whether they still hold, and rates
-- that a later step of the same article replaced give no state.
CREATE OR REPLACE TEMP TABLE told_states AS
WITH pauses AS (
    SELECT *, action = 'paused' OR (action = 'extended' AND status = 'paused') AS is_pause,
           coalesce(bool_or(action = 'paused' AND rate_pct > 0) OVER (PARTITION BY found_measure_id), false)
               OR coalesce(bool_or(status = 'in_effect' AND rate_pct > 0) OVER (PARTITION BY found_measure_id, article_id), false)
               AS keeps_rate,
           bool_or(action = 'paused') OVER (PARTITION BY found_measure_id) AS is_paused_once
    FROM told
    WHERE NOT is_exemption AND NOT is_vague AND NOT (status = 'unknown' AND effective_date IS NULL)
), results AS ( -- where a part of the rate stays, the measure is in effect at that
    SELECT * EXCLUDE (status), CASE WHEN is_pause AND keeps_rate AND status = 'paused' THEN 'in_effect' ELSE status END AS status,
           effective_date IS NOT NULL AND effective_date > published_date AS is_ahead,
           CASE WHEN is_pause AND NOT keeps_rate THEN 'paused' WHEN action IN ('removed', 'struck_down') THEN 'ended' ELSE 'in_effect' END
               AS result,
           action IN ('imposed', 'retaliated') AS is_new
    FROM pauses
), undated AS (
    SELECT *, CASE WHEN action <> 'in_force' AND announced_date < published_date THEN announced_date END AS decided_date
    FROM results AS r
    WHERE (effective_date IS NULL AND NOT EXISTS (
              SELECT 1 FROM results AS next
              WHERE next.found_measure_id = r.found_measure_id AND next.article_id = r.article_id AND next.tariff_id <> r.tariff_id
                AND next.action IN ('raised', 'lowered') AND next.rate_from_pct = r.rate_pct AND next.status = 'in_effect'
          ) AND NOT (is_paused_once AND says_little AND action = 'in_force') -- what only names a measure does not bring it back
          ) OR (is_ahead AND status IN ('announced', 'threatened'))
)
SELECT found_measure_id, article_id, story_id, published_date, coalesce(decided_date, published_date) AS starts, 'day' AS precision,
       CASE WHEN decided_date IS NULL THEN 'published_date' ELSE 'announced_date' END AS source,
       CASE WHEN status <> 'announced' THEN status WHEN is_new THEN 'announced' ELSE 'changing' END AS state,
       CASE WHEN status = 'announced' AND NOT is_new THEN rate_from_pct ELSE rate_pct END AS rate,
       CASE WHEN status = 'announced' AND NOT is_new THEN rate_pct END AS next_rate, rate_from_pct AS old_rate,
       decided_date IS NULL AND action IN ('imposed', 'in_force') AS is_standing_rate
FROM undated
UNION ALL
SELECT found_measure_id, article_id, story_id, published_date, effective_date, effective_precision, 'effective_date',
       CASE WHEN status IN ('announced', 'paused', 'ended') THEN result ELSE status END,
       coalesce((SELECT arg_max(later.rate_pct, later.published_date) FROM results AS later
                 WHERE later.found_measure_id = r.found_measure_id AND r.status = 'announced' AND later.status = 'announced'
                   AND later.published_date > r.published_date AND later.published_date <= r.effective_date
                   AND later.action IN ('imposed', 'raised', 'lowered') AND coalesce(later.effective_date <= r.effective_date, true)),
                rate_pct), NULL, rate_from_pct, false
FROM results AS r WHERE effective_date IS NOT NULL AND NOT (is_ahead AND status = 'threatened')
UNION ALL
SELECT found_measure_id, article_id, story_id, published_date, until_date + 1, 'day', 'effective_date',
       CASE WHEN is_pause THEN 'in_effect' ELSE 'ended' END, CASE WHEN is_pause THEN rate_from_pct END, NULL, NULL, false
FROM results AS r
WHERE until_date IS NOT NULL AND until_date >= published_date AND status <> 'threatened'
  AND (is_pause OR action IN ('imposed', 'retaliated'))
  AND NOT EXISTS (
      SELECT 1 FROM results AS later
      WHERE later.found_measure_id = r.found_measure_id AND later.published_date > r.published_date AND later.published_date <= r.until_date
        AND (later.action IN ('extended', 'removed', 'struck_down') OR later.until_date > r.until_date)
  );

-- A state begins on its effective date, else on the day it was first reported. A month or year gives way to a day inside it that
-- another telling of the same state knows, the day of a decision to the first day within two months, also where it was taken for that
-- day ("imposed on April 2", of what was decided then for April 5). Of several states told for one day, a threat counts least and a dated
-- pause most, else the one that most stories tell. A rate holds until another one is told; one that the measure had before, told without a
-- day, is an old one; and the same state told again later does not begin anew. A threat or a plan leaves a measure in force, or paused, as
-- it is. A rate told without a day right after a state without one is that state's.
DELETE FROM measures;
INSERT INTO measures
WITH stretches AS (
    SELECT *, CASE precision WHEN 'month' THEN starts + INTERVAL 1 MONTH WHEN 'quarter' THEN starts + INTERVAL 3 MONTH
                             WHEN 'half' THEN starts + INTERVAL 6 MONTH WHEN 'year' THEN starts + INTERVAL 1 YEAR END AS stretch_end
    FROM told_states
), known_days AS ( -- each once, since a measure that is much told of has few of them
    SELECT DISTINCT found_measure_id, state, starts, rate, source, published_date FROM told_states WHERE precision = 'day'
), in_stretch AS (
    SELECT s.found_measure_id, s.state, s.starts, s.stretch_end, min(d.starts) AS day
    FROM (SELECT DISTINCT found_measure_id, state, starts, stretch_end FROM stretches WHERE stretch_end IS NOT NULL) AS s
    JOIN (SELECT DISTINCT found_measure_id, state, starts FROM known_days) AS d
      ON d.found_measure_id = s.found_measure_id AND d.state = s.state AND d.starts >= s.starts AND d.starts < s.stretch_end
    GROUP BY ALL
), after_decision AS (
    SELECT s.found_measure_id, s.state, s.starts, s.rate, min(d.starts) AS day
    FROM (SELECT DISTINCT found_measure_id, state, starts, rate FROM stretches WHERE source = 'announced_date' AND state <> 'announced') AS s
    JOIN (SELECT DISTINCT found_measure_id, state, starts, rate FROM known_days WHERE source = 'effective_date') AS d
      ON d.found_measure_id = s.found_measure_id AND d.state = s.state AND d.rate IS NOT DISTINCT FROM s.rate
     AND d.starts >= s.starts AND d.starts < s.starts + INTERVAL 60 DAYS
    GROUP BY ALL
), as_planned AS (
    SELECT s.found_measure_id, s.state, s.starts, s.rate, min(d.starts) AS day
    FROM (SELECT DISTINCT found_measure_id, state, starts, rate, unnest([starts - 1, starts, starts + 1]) AS told_on
          FROM stretches WHERE published_date > starts AND state <> 'announced') AS s
    JOIN (SELECT * FROM known_days WHERE source = 'effective_date' AND published_date < starts) AS d
      ON d.found_measure_id = s.found_measure_id AND d.state = s.state AND d.published_date = s.told_on
     AND coalesce(d.rate = s.rate, true) AND d.starts >= s.starts AND d.starts < s.starts + INTERVAL 60 DAYS
    GROUP BY ALL
), placed AS (
    SELECT DISTINCT s.found_measure_id AS measure_id, s.article_id, s.story_id, s.published_date, s.state, s.rate, s.next_rate, s.old_rate,
           s.source, s.is_standing_rate, coalesce(least(i.day, a.day, p.day), s.starts) AS starts
    FROM stretches AS s
    LEFT JOIN in_stretch AS i
      ON i.found_measure_id = s.found_measure_id AND i.state = s.state AND i.starts = s.starts AND i.stretch_end = s.stretch_end
    LEFT JOIN after_decision AS a
      ON a.found_measure_id = s.found_measure_id AND a.state = s.state AND a.starts = s.starts AND a.rate IS NOT DISTINCT FROM s.rate
     AND s.source = 'announced_date'
    LEFT JOIN as_planned AS p
      ON p.found_measure_id = s.found_measure_id AND p.state = s.state AND p.starts = s.starts AND p.rate IS NOT DISTINCT FROM s.rate
     AND s.published_date > s.starts
), days AS (
    SELECT measure_id, starts, state, rate, next_rate, min(old_rate) AS old_rate,
           first(source ORDER BY list_position(['effective_date', 'announced_date', 'published_date'], source)) AS source,
           bool_and(is_standing_rate) AS is_standing_rate, count(DISTINCT story_id) AS stories
    FROM placed GROUP BY ALL
), chosen AS (
    FROM days
    QUALIFY row_number() OVER (PARTITION BY measure_id, starts
                               ORDER BY state IN ('threatened', 'unknown'), state = 'paused' AND source <> 'published_date' DESC,
                                        stories DESC, state IN ('announced', 'changing'), rate DESC NULLS LAST, state) = 1
), resolved AS (
    SELECT measure_id, starts, source, is_standing_rate, old_rate,
           CASE WHEN state <> 'changing' THEN state WHEN state_before IN ('announced', 'paused') THEN state_before ELSE 'in_effect' END
               AS state,
           CASE WHEN state = 'changing' AND state_before = 'announced' THEN next_rate ELSE rate END AS rate
    FROM (
        SELECT *, coalesce(last_value(CASE WHEN state <> 'changing' THEN state END IGNORE NULLS) OVER (
                   PARTITION BY measure_id ORDER BY starts ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), '') AS state_before
        FROM chosen
    )
), standing AS (
    FROM resolved
    QUALIFY state NOT IN ('threatened', 'announced', 'unknown')
         OR coalesce(last_value(CASE WHEN state IN ('in_effect', 'paused', 'ended') THEN state END IGNORE NULLS) OVER (
                PARTITION BY measure_id ORDER BY starts ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 'ended') = 'ended'
), current AS (
    SELECT standing.* FROM standing
    LEFT JOIN (SELECT measure_id, old_rate AS rate, min(starts) AS told_as_old FROM standing GROUP BY ALL) USING (measure_id, rate)
    WINDOW w AS (PARTITION BY measure_id ORDER BY starts),
           before AS (PARTITION BY measure_id ORDER BY starts ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
    QUALIFY NOT coalesce(state = 'in_effect' AND is_standing_rate AND lag(state) OVER w = state
                         AND last_value(rate IGNORE NULLS) OVER before <> rate
                         AND (min(starts) OVER (PARTITION BY measure_id, rate) < starts OR coalesce(told_as_old < starts, false)), false)
), carried AS (
    SELECT measure_id, starts, source, state, coalesce(
               last_value(rate IGNORE NULLS) OVER (PARTITION BY measure_id ORDER BY starts),
               CASE WHEN state = 'in_effect' AND lead(state) OVER w = state AND lead(is_standing_rate) OVER w THEN lead(rate) OVER w END)
               AS rate
    FROM current WINDOW w AS (PARTITION BY measure_id ORDER BY starts)
), changed AS (
    SELECT * FROM carried
    WINDOW w AS (PARTITION BY measure_id ORDER BY starts)
    QUALIFY row_number() OVER w = 1 OR state IS DISTINCT FROM lag(state) OVER w OR rate IS DISTINCT FROM lag(rate) OVER w
), states AS (
    SELECT *, lead(starts) OVER (PARTITION BY measure_id ORDER BY starts) - 1 AS ends FROM changed
), in_state AS ( -- a window, since of an ASOF join DuckDB makes a nested loop where it takes one side for small
    SELECT p.*, max(states.starts) OVER (PARTITION BY p.measure_id ORDER BY p.starts) AS state_starts
    FROM placed AS p LEFT JOIN states USING (measure_id, starts)
)
SELECT s.measure_id, any_value(m.instrument), any_value(m.mast_chapter), any_value(m.imposer_code), any_value(m.target_code),
       any_value(m.product), any_value(m.product_scope), any_value(m.hs_codes), any_value(m.legal_basis_code), any_value(m.programme),
       s.rate AS rate_pct, s.state AS status, s.starts AS valid_from, s.source AS valid_from_source, CAST(s.ends AS DATE) AS valid_to,
       count(DISTINCT p.story_id) AS article_count, list_sort(list(DISTINCT p.article_id)) AS article_ids,
       coalesce(list_sort(list(DISTINCT p.rate) FILTER (p.rate IS NOT NULL)), []) AS told_rates_pct,
       coalesce(list_sort(list(DISTINCT p.state) FILTER (p.state <> 'changing')), [s.state]) AS told_statuses,
       min(p.published_date) AS first_reported, max(p.published_date) AS last_reported
FROM in_state AS p
JOIN states AS s ON s.measure_id = p.measure_id AND s.starts = p.state_starts
JOIN (
    SELECT found_measure_id, any_value(instrument) AS instrument, any_value(imposer_code) AS imposer_code,
           any_value(target_code) AS target_code,
           CASE WHEN goods <> '*' OR NOT bool_or(is_on_all)
                THEN coalesce(mode(product ORDER BY len(product), product) FILTER (own_goods = goods AND status <> 'threatened'),
                              mode(product ORDER BY len(product), product) FILTER (own_goods = goods),
                              mode(product ORDER BY len(product), product)) END AS product,
           first(hs_codes ORDER BY own_goods = goods DESC, len(hs_codes) DESC, hs_codes) AS hs_codes,
           CASE WHEN goods = '*' AND bool_or(is_on_all) THEN 'all' WHEN goods = '*' AND bool_or(product_scope = 'part') THEN 'part'
                WHEN goods IN ('*', '') OR starts_with(goods, '=') THEN 'not_told' WHEN starts_with(goods, '~') THEN 'part'
                ELSE 'named' END AS product_scope,
           mode(mast_chapter ORDER BY mast_chapter) AS mast_chapter, mode(programme ORDER BY programme) AS programme,
           mode(legal_basis_code ORDER BY legal_basis_code) AS legal_basis_code
    FROM told GROUP BY found_measure_id, goods
) AS m ON m.found_measure_id = s.measure_id
GROUP BY s.measure_id, s.rate, s.state, s.starts, s.source, s.ends
ORDER BY s.measure_id, s.starts;
