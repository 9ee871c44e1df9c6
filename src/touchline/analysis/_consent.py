"""
Whether people who replied agreed that their words are kept and shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from touchline.i18n import LANGUAGES, translate

if TYPE_CHECKING:
    import numpy.typing as npt

    from touchline.eventlog.survey import Survey

#: The column in which a file says it.
CONSENT: Final = "consent"


def refusing(survey: Survey) -> npt.NDArray[np.bool_]:
    """
    Mark the replies of people who did not agree.

    Args:
        survey: The replies.

    Shapes:
        r replies; the mask (r,) bool.

    Units:
        none.

    Returns:
        Which replies say no, in any of the languages; none where no column says it.

    Source:
        The answers that a questionnaire of our own offers.
    """
    if CONSENT not in survey.columns:
        return np.zeros(survey.n_replies, dtype=np.bool_)
    own = (translate("guide.consent.no", language) for language in LANGUAGES)
    no = {_plain(word) for word in ("no", "n", "false", "0", *own)}
    column = survey.texts(CONSENT, at=CONSENT)
    refused = [_plain(text) in no for text in column.vocabulary]
    # The last place answers for ABSENT, which indexes from the end.
    marked: npt.NDArray[np.bool_] = np.asarray([*refused, False], dtype=np.bool_)[column.codes]
    return marked


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".。")
