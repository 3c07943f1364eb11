"""Strategy goal -> initiative -> activity, and the recommended list for next year.

The activities themselves are facts of ``assets.portfolio``; how the plan is printed is ``assets.report``.
"""
