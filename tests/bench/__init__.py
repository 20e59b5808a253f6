"""`make bench`: how fast the pipeline is, as ratios to what it is compared with, measured by turns in one run."""
