"""Who imposed what on whom: search → frames → slots (sides, fields, times, status) → drafts → settling → merge → tariffs."""
