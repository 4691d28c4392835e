"""Common nouns that stand for people and groups: what "he", "she" and "they" can mean."""

_MEN = """
man boy mr sir lord king prince father son brother husband uncle nephew grandfather grandson actor
fisherman policeman chairman businessman spokesman gentleman guy widower groom monk waiter duke
emperor pope
"""
_WOMEN = """
woman girl mrs ms miss madam lady queen princess mother daughter sister wife aunt niece
grandmother granddaughter actress policewoman chairwoman businesswoman spokeswoman widow bride nun
waitress duchess empress
"""
_PEOPLE = """
person people human child adult teenager baby parent relative partner friend neighbour neighbor
minister president premier chancellor governor mayor senator congressman congresswoman deputy
lawmaker politician candidate leader chief head director manager boss owner founder chair
chairperson spokesperson official officer commander general colonel captain soldier sailor pilot
driver guard police detective inspector agent spy judge justice lawyer attorney prosecutor
defendant suspect attacker gunman killer murderer victim survivor witness prisoner inmate hostage
refugee migrant citizen resident voter protester demonstrator activist rebel doctor nurse patient
surgeon scientist researcher professor teacher student pupil expert engineer worker employee
farmer fisher miner singer musician artist painter writer author poet novelist journalist reporter
editor correspondent presenter host actor actress comedian dancer composer producer designer
player striker goalkeeper coach trainer referee athlete runner swimmer boxer champion winner rival
opponent critic fan bishop priest imam rabbi economist analyst adviser advisor consultant
secretary ambassador diplomat envoy heir passenger tourist customer consumer investor banker
trader member buyer seller caller
"""
_GROUPS = """
government cabinet parliament congress senate council committee commission court police army navy
military force team club squad band group orchestra company firm corporation bank business party
union federation association agency ministry department office authority organisation organization
institute university school hospital newspaper paper outlet broadcaster channel station crew
family couple public community crowd population staff jury tribe nation gang cartel militia
brigade alliance coalition league duo trio quartet
"""
# Nouns that a pronoun hardly ever takes up: "Is there another reason?" speaks of no thing.
_EMPTY = """
thing aspect kind type sort way example fact detail information name one lot number part time
article question answer case point something anything everything stuff bit idea story reason
"""

MEN = frozenset(_MEN.split())
WOMEN = frozenset(_WOMEN.split())
PEOPLE = frozenset(_PEOPLE.split())
GROUPS = frozenset(_GROUPS.split())
EMPTY = frozenset(_EMPTY.split())
