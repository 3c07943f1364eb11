"""What is made: one room per product, in the order in which data travels; each imports only the rooms above it.

``home``, ``office`` and ``ledger`` are what every room stands on: the folder, the office's own files, and the record of
what was handed in. When things are made is ``pipelines``; what must hold is ``checks``.
"""
