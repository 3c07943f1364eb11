"""What people see: Jinja2 pages, the PDF's template, styles and the message catalogues.

No number is computed and no sentence is chosen here; both come from ``assets.report``.
"""

from pathlib import Path

FOLDER = Path(__file__).parent

LANGUAGES = ("nb", "nn", "en")
"""Languages that there is a catalogue of messages for: bokmål, nynorsk and English."""
