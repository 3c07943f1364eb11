"""The form that goes out: one workbook per organisation, filled in with its last word, and an overview for the office.

How a form that comes back is read and judged is ``assets.intake``; what a column is called and takes is
``checks.contract``.
"""
