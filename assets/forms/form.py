"""All that one organisation's form says, before any of it is written: a value that the guide and the sheets read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assets.forms.asked import Asked, TermChange, term_changes
from assets.intake.contacts import Contact
from assets.language import Language, language
from assets.office import Office, Round
from checks.contract import Vocabulary
from checks.contract.vocabularies import REPORTS


@dataclass(frozen=True)
class Form:
    """What is asked of an organisation in a round, and whom it named as its contact last."""

    asked: Asked
    round: Round
    office: Office
    contact: Contact

    @property
    def language(self) -> Language:
        return language("nb")

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """Those in force in the round."""
        return {name: self.office.vocabulary(name, self.round.quarter) for name in self.office.vocabularies}

    @cached_property
    def news(self) -> list[TermChange]:
        """What became of the vocabularies since the round before."""
        return term_changes(self.office, self.round.quarter)

    def term(self, vocabulary: str, code: str) -> str:
        """A term's name in the round; the code, which is taken as well, where the round has no such term."""
        term = self.vocabularies[vocabulary].by_code.get(code)
        return term.name if term else code

    def segments(self, what: str) -> str:
        """Names of the segments that report ``what``, as a list in a sentence."""
        known = self.vocabularies["segment"].by_code
        names = [known[code].name for code, asked in REPORTS.items() if what in asked and code in known]
        return self.language.say("list.and").join(names)
