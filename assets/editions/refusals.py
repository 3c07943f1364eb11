"""What this room answers no to, in words that say the way out; each is raised where its docstring says."""


class Refusal(Exception):
    """Something of an edition cannot be done, or should not."""


class UnknownEditionError(Refusal):
    """There is no such edition (``published``); the message names those that there are."""


class DamagedEditionError(Refusal):
    """A published file is missing or not what was published (``published``); the message names it."""


class HistoryError(Refusal):
    """A kept file of the office is missing or damaged (``history``); the message names it."""


class NothingToPublishError(Refusal):
    """The draft is what was published last (``freezing``); the message says which edition that is."""


class AnotherDraftError(Refusal):
    """The draft is not the one that was approved (``freezing``); the message names both."""


class GateClosedError(Refusal):
    """The draft is not fit to be published (``gate``); the message has every finding."""


class EraseError(Refusal):
    """The submission's bytes cannot be erased (``erasing``); the message says why."""
