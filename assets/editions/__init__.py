"""Editions: a draft frozen for ever, revised by the next one, made again from what it was made of, and kept watch over.

An edition is a function of the ledger up to a sequence, the office's files, the publications before it, and the code.
What a report says is ``assets.report``; the public site around the editions is another room's.
"""
