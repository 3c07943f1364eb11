"""One .sql per statistic: the contributions from which a number and its evidence both come.

The facts that are counted are ``assets.portfolio``; what the report says with the numbers is ``assets.report``.
"""
