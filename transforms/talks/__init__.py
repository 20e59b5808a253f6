"""Meetings, calls, negotiations, agreements and rulings: frames → parties, places, rounds, outcomes, people → talks."""
