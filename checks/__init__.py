"""What must hold: the contract, the schemas and rules made from it, and the release gate.

Nothing here knows Dagster, a file system or a room of ``assets``: frames and values go in, findings come out.
How a submission becomes rows is ``assets.intake``; what a figure counts is ``assets.statistics``.
"""
