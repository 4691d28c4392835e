"""Words of news that tell of the same kind of event: "stolen" and "theft", "resigned" and "quit".

By their stems, as the search has them. Knows nothing of sentences.
"""

from index import terms

_FAMILIES = """
die died dead death kill killed killing fatal perish toll victims
resign resigned resignation quit step stepped stepping departure leave left depart
start begin began begun beginning launch open opened onset outbreak
end ended finish stop stopped conclude close closed
win won victory beat defeat defeated lose lost loss triumph
steal stole stolen theft raid rob robbery heist thieves
sink sank sunk sinking capsize capsized founder
fall fell fallen collapse collapsed topple toppled ousted brought
fail failed failure break broke broken breach burst gave
fire fired firing dismiss dismissed sack sacked oust ousted
arrest arrested detain detained custody charge charged
buy bought acquire acquired acquisition takeover purchase take took taking
find found discover discovered discovery recover recovered recovery retrieve
vote voted voting election elected ballot referendum poll
shoot shot shooting gunman gunfire assassinate assassinated
strike struck walkout picket stoppage
crash crashed collide collided slam slammed smash
approve approved pass passed adopt adopted back backed
block blocked strike struck reject rejected overturn overturned dash dashed void
return returned returning reinstate reinstated back
move moved moving shift shifted relocate
sign signed signing agree agreed agreement deal
publish published release released publication issue issued
wed wedding marry married marriage
born birth
charge charged indict indicted indictment
expel expelled expulsion oust ousted
cost price worth
attend attendance crowd spectators audience
aboard board passengers
flood flooded flooding
erupt eruption
"""


def _by_term() -> dict[str, frozenset[str]]:
    families: dict[str, set[str]] = {}
    for line in _FAMILIES.split("\n"):
        family = set(terms(line))
        for term in family:
            families.setdefault(term, set()).update(family)
    return {term: frozenset(family) for term, family in families.items()}


_KIN = _by_term()
_SHARED = 4  # letters


def are_kin(term: str, other: str) -> bool:
    """Whether two search terms tell of the same: alike, of one stem, or of one family."""
    if term == other or other in _KIN.get(term, ()):
        return True
    shorter, longer = sorted((term, other), key=len)
    return len(shorter) >= _SHARED and longer.startswith(shorter)
