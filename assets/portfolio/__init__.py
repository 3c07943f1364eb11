"""A round: accepted rows as facts, with who said what and known since when, and the rounds it looks back at.

Nothing is counted here; that is ``assets.statistics``. How rows came to be accepted is ``assets.intake``.
"""
