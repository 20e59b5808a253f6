"""Dates, durations and sets on the calendar: forms → resolution (absolute, relative, by direction and context) → filters → dates."""
