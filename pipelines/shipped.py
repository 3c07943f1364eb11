"""Where the files that ship with the product lie: the example portfolio and Dagster's settings.

The same relative place in a checkout and in an installed wheel.
"""

from pathlib import Path

SHIPPED = Path(__file__).parents[1]
EXAMPLE = SHIPPED / "examples" / "2023"
