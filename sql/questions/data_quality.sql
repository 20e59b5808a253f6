-- How good is what each outlet delivers?
SELECT publisher, article_count, titled_pct, signed_pct, dated_pct, median_word_count, speaker_pct, tariff_count, mean_confidence, revision_count
FROM publisher_quality
ORDER BY article_count DESC, publisher;
