-- Failing means: a measure has nobody who acts or nobody whom it hits, so it answers no question.
SELECT tariff_id, evidence FROM tariffs WHERE len(imposer_codes) = 0 OR len(target_codes) = 0;
