"""An article becomes a parsed text: paragraphs, annotate (spaCy, made faster by networks and tagging), document; what others read in it.

models: where spaCy pipelines lie.
"""
