-- Failing means: a quote's words are not what stands at its offsets, so nobody could find them in the article.
SELECT quote_id, quote_text
FROM quotes JOIN checked USING (article_id)
WHERE quote_text <> list_aggregate([substring(text, s.start_char + 1, s.end_char - s.start_char) FOR s IN spans], 'string_agg', ' … ')
   OR len(spans) = 0 OR start_char <> spans[1].start_char OR end_char <> spans[-1].end_char;
