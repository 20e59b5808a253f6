-- Failing means: a quote's source mention or cue is not what stands at its offsets.
SELECT quote_id, speaker_text, cue_text
FROM quotes JOIN checked USING (article_id)
WHERE speaker_text <> substring(text, speaker_start_char + 1, speaker_end_char - speaker_start_char)
   OR cue_text <> substring(text, cue_start_char + 1, length(cue_text))
   OR (speaker_text IS NULL) <> (speaker_start_char IS NULL);
