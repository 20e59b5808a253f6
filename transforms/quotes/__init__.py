"""Who said what: direct_speech, quoted_fragments and indirect_speech → quotes; speaker_candidates and speaker_ranking → speakers."""
