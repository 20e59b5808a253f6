"""Offices that a text gives to persons: title_phrases → holders → office_countries → roles."""
