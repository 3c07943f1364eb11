"""A file: bytes -> archive -> rows with the address of their cell -> verdict -> receipt -> ledger.

What the accepted rows add up to in a round is ``assets.portfolio``; what a row must satisfy is ``checks.schemas``.
"""
