"""The submission contract, said once: tables and their columns, vocabularies, quarters, and the keys of the numbers.

Forms, receipts, pandera schemas, Dagster's column metadata and the open data schema are all made from what stands here.
Judging rows by it is ``checks.schemas``; reading it out of a file is ``assets.intake``.
"""

from checks.contract.quarters import Quarter
from checks.contract.tables import ID, SCHEMA_VERSION, SUBMISSION_FIELDS, TABLES, Column, Need, Table
from checks.contract.vocabularies import VOCABULARIES, Term, Vocabulary

__all__ = [
    "ID",
    "SCHEMA_VERSION",
    "SUBMISSION_FIELDS",
    "TABLES",
    "VOCABULARIES",
    "Column",
    "Need",
    "Quarter",
    "Table",
    "Term",
    "Vocabulary",
]
