"""
Times as a source states them, before any zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

OK, MISSING, UNPARSABLE, OUT_OF_RANGE = range(4)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Written:
    """
    Times as they are stated, before any zone.

    Args:
        clock: Microseconds from 1970-01-01 on the clock that is meant: that of UTC where
            `is_zoned`, else one on some wall.
        state: For each entry `OK`, `MISSING`, `UNPARSABLE` or `OUT_OF_RANGE`.
        is_zoned: The zone was stated and is accounted for.
        is_date: There is no time of day.
        form: How the entries were read, where that had to be found out.
    """

    clock: npt.NDArray[np.int64]
    state: npt.NDArray[np.int8]
    is_zoned: npt.NDArray[np.bool_]
    is_date: npt.NDArray[np.bool_]
    form: str = ""

    def take(self, codes: npt.NDArray[np.int64]) -> Written:
        """
        Look entries up.

        Args:
            codes: The place of each row's entry; -1 for a row without one.

        Returns:
            The entries, row by row.
        """
        return Written(
            clock=np.append(self.clock, 0)[codes],
            state=np.append(self.state, np.int8(MISSING))[codes],
            is_zoned=np.append(self.is_zoned, True)[codes],
            is_date=np.append(self.is_date, False)[codes],
            form=self.form,
        )

    def overlaid(self, places: npt.NDArray[np.intp], other: Written) -> Written:
        """
        Put other times at some places.

        Args:
            places: Where.
            other: One time a place.

        Returns:
            All times, read in the form of the others.
        """
        clock, state = self.clock.copy(), self.state.copy()
        is_zoned, is_date = self.is_zoned.copy(), self.is_date.copy()
        clock[places], state[places] = other.clock, other.state
        is_zoned[places], is_date[places] = other.is_zoned, other.is_date
        return Written(
            clock=clock, state=state, is_zoned=is_zoned, is_date=is_date, form=other.form
        )
