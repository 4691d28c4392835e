"""The words and signs that hold an English sentence together and say little by themselves.

Vectors depend on them: with the list, the recipe named in `index.minilm` must change.
"""

_CONTINUES = "##"  # how a word piece within a word begins

# Not among them: numbers, denials (not, never, without) and times (before, since, yesterday).
_WORDS = """
a about above across again against all almost along already also although always am among an and
another any anyone anything are around as at back be because become been being below beside
between beyond both but by came can come could did do does doing done down each either else even
ever every everyone everything for from further get give go going gone got had has have having
he her here hers herself him himself his how however i if in indeed into is it its itself just
like made make many may maybe me might mine more most much must my myself now of off often on
only onto or other others otherwise our ours ourselves out over own perhaps put quite rather
really said same say saying says see seem seems several shall she should so some someone
something sometimes such take taken than that the their theirs them themselves then there
therefore these they this those though through thus to together too took toward towards under
unless up upon us used using very via was we well went were what whatever when where whether
which while who whoever whole whom whose why will with within would yet you your yours yourself
"""
_ENDINGS = "d ll m re s t ve"  # after an apostrophe
_SMALL = frozenset(_WORDS.split() + _ENDINGS.split())


def is_telling(piece: str) -> bool:
    """Whether a word piece says something by itself: no small word, no sign, no part of one."""
    letters = piece.removeprefix(_CONTINUES)
    return piece not in _SMALL and any(char.isalnum() for char in letters)
