-- Who answered whom: measures that hit back, and what the other side had done within the 60 days before.
SELECT r.published_date, r.imposer_codes[1] AS imposer, r.target_codes[1] AS target, r.product, r.rate_pct, r.status,
       string_agg(DISTINCT concat_ws(' ', c.instrument, c.product, c.rate_pct::VARCHAR), '; ' ORDER BY concat_ws(' ', c.instrument, c.product,
                  c.rate_pct::VARCHAR)) AS after
FROM tariff_index AS r
JOIN tariff_index AS c
  ON list_has_any(c.imposer_codes, r.target_codes) AND list_has_any(c.target_codes, r.imposer_codes)
 AND c.published_date BETWEEN r.published_date - 60 AND r.published_date AND c.direction = 'restrictive'
WHERE r.action = 'retaliated' AND NOT r.is_copy
GROUP BY ALL
ORDER BY ALL;
