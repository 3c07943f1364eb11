"""When things are made: definitions, jobs and the command line.

What is made is ``assets``; what must hold is ``checks``. Importing this package imports no Dagster, so that the command
line starts fast.
"""
