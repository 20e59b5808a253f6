"""Offices that a text gives to persons: title_phrases → holders → stated_countries, article_countries → office_countries → roles."""
