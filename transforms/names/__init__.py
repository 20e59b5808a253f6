"""Names and pronouns of an article, and who is meant: spans (with gazetteer, laws, repairs) → clusters → pronouns → entities."""
