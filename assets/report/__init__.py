"""Statistics -> model (chapters, numbers, sentences) -> words -> charts -> HTML and PDF.

No number is computed here; every one comes from ``assets.statistics`` under its key.
"""
