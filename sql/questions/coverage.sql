-- What does each outlet print, of its own and taken over?
SELECT publisher, month, article_count, copy_count, copied_count, quote_count, speaker_count, tariff_count, talk_count
FROM publisher_coverage
ORDER BY month DESC, publisher
LIMIT 30;
