"""The English words that report, hedge, confirm and deny, and those that name people.

Compiled for newsquote. Data only; how a sentence uses the words is judged elsewhere.
"""

from typing import NamedTuple

from qa.attribution.said import Stance


class Reporting(NamedTuple):
    """How a verb reports.

    Attributes:
        stance: What it does with the statement.
        takes_noun: Whether a noun can hold the statement ("denied the theft").
        needs_words: It reports only with a quotation or a that-clause after it, since it has
            another, commoner meaning ("showed", "felt").
        manner: It reports only a quotation ("laughed").
    """

    stance: Stance
    takes_noun: bool = False
    needs_words: bool = False
    manner: bool = False


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _verbs(words: str, how: Reporting) -> dict[str, Reporting]:
    return dict.fromkeys(words.split(), how)


_SAYING = """say tell report write state explain argue insist observe reply answer respond comment
remark note add warn caution announce declare reveal disclose stress emphasise
emphasize underline reiterate repeat promise pledge vow predict forecast estimate
mention testify tweet complain boast conclude inform assure stipulate point recount
assert affirm counter retort clarify specify relay quip joke advise muse interject
enthuse opine cite quote portray"""
_SHOWING = """show indicate suggest find imply demonstrate reckon recall agree post urge ask wonder
think remember feel hope fear expect worry calculate acknowledge maintain signal
propose recommend demand guess concur"""
_MANNER = """read continue describe call brand label dub laugh grin sob shout smile cry whisper
mutter sigh shrug gush snap fume joke yell scream chuckle nod exclaim exhort plead
lament"""

VERBS: dict[str, Reporting] = {
    **_verbs(_SAYING, Reporting(Stance.ASSERTED)),
    **_verbs(_SHOWING, Reporting(Stance.ASSERTED, needs_words=True)),
    **_verbs(_MANNER, Reporting(Stance.ASSERTED, needs_words=True, manner=True)),
    **_verbs("claim allege contend", Reporting(Stance.ALLEGED, takes_noun=True)),
    **_verbs("accuse", Reporting(Stance.ALLEGED, takes_noun=True)),
    **_verbs("believe suspect speculate", Reporting(Stance.REPORTED, needs_words=True)),
    **_verbs("understand", Reporting(Stance.REPORTED, needs_words=True)),
    **_verbs("confirm", Reporting(Stance.CONFIRMED, takes_noun=True)),
    **_verbs("admit concede confess", Reporting(Stance.ASSERTED)),
    **_verbs("deny", Reporting(Stance.DENIED, takes_noun=True)),
    **_verbs("reject dismiss dispute refute rebut disavow contradict", Reporting(Stance.DENIED)),
}
"""Lemma -> how it reports."""

CLAIM_NOUNS = _set(
    """claim allegation accusation suggestion assertion charge rumour rumor report speculation
    notion insinuation contention complaint"""
)
"""What can be rejected or dismissed as a statement, and what a that-clause can hang on."""

REPORTING_NOUNS = frozenset({"report", "suggestion", "speculation", "rumour", "rumor"})
DENYING_NOUNS = frozenset({"denial"})

HEDGING_ADVERBS: dict[str, Stance] = {
    "allegedly": Stance.ALLEGED,
    "purportedly": Stance.ALLEGED,
    "supposedly": Stance.ALLEGED,
    "reportedly": Stance.REPORTED,
    "reputedly": Stance.REPORTED,
    "apparently": Stance.REPORTED,
}
HEDGING_ADJECTIVES: dict[str, Stance] = {
    "alleged": Stance.ALLEGED,
    "purported": Stance.ALLEGED,
    "supposed": Stance.ALLEGED,
    "suspected": Stance.REPORTED,
    "reported": Stance.REPORTED,
}
HEDGING_PASSIVES: dict[str, Stance] = {
    **dict.fromkeys(_set("allege accuse claim"), Stance.ALLEGED),
    **dict.fromkeys(
        _set(
            """say report believe understand think suspect rumour rumor note fear estimate consider
            hear state assume presume"""
        ),
        Stance.REPORTED,
    ),
    "confirm": Stance.CONFIRMED,
    "deny": Stance.DENIED,
}
"""Lemma -> stance of "is said to", "it is alleged that", "were believed to be"."""

DENYING_FORMS = _set(
    """reject rejects rejected rejecting dismiss dismisses dismissed dismissing dispute disputes
    disputed disputing refute refutes refuted refuting rebut rebuts rebutted disavow disavows
    disavowed contradict contradicts contradicted"""
)
CHARGES = _set(
    """charge charges allegation allegations wrongdoing involvement part accusation accusations
    claim claims guilt responsibility"""
)
"""What is denied as a whole."""

ACCUSED_NOUNS = _set(
    """thief killer murderer attacker gunman ringleader shooter offender robber fraudster rapist
    bomber terrorist hacker spy criminal perpetrator culprit mastermind abuser accomplice"""
)

WON_NOUNS = _set(
    """title win victory medal gold silver bronze crown prize trophy place spot record championship
    seat life cup point benefit credit scalp wicket"""
)
"""What is claimed without a word being said."""

STOP_WORDS = _set(
    """the and that this with from have has had been were was are for not but they their there which
    who whom whose would could should will may might must can about after before into over under
    when where while what how why than then them his her hers him she its our your you out off all
    any some more most other such only own same too very just also did does done being between
    during because until against among through both each few once here again further per since one
    two three first last new year years month months week weeks day days time people monday
    tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december"""
)
"""Words that two sentences can share by chance."""

HEDGING_WITH_TO = _set("""allege say report believe understand think suspect rumour fear""")
"""Those that hedge in "is said to" as well as in "it is said that"."""

REFUSING_VERBS = _set("refuse decline fail")
"""With "to say", "to confirm": nobody states it."""

CITING_VERBS = _set("cite quote")
HOLDING_VERBS = _set("see obtain review cite quote view")
PASSING_VERBS = HOLDING_VERBS | _set("publish release issue compile describe leak carry air")
"""In "papers seen by the Post": through whom a document comes."""

TALKS = _set("interview conversation statement email letter remark comment message programme")
"""In "an interview with the Post", "remarks carried by the Post": where something is said."""
ACCOUNT_NOUNS = _set("account admission view opinion word estimate reckoning")
"""In "by his own account", "in the view of": whose statement it is."""

OUTLET_NOUNS = _set(
    """media press newspaper paper magazine broadcaster agency radio television tv reporters
    journalists website site outlet outlets newspapers blog"""
)

ASSEMBLIES = _set("congress senate house commons lords chamber assembly jury tribunal cabinet")
"""What is told something without passing it on to readers."""

RELATIVE_WORDS = frozenset({"who", "which", "that", "whom"})
HE, SHE = frozenset({"he", "him", "himself"}), frozenset({"she", "her", "herself"})
IT, THEY = frozenset({"it", "this", "that"}), frozenset({"they", "them"})
FIRST_PERSON = frozenset({"i", "we", "you", "me", "us"})
NOBODIES = frozenset({"nobody", "none", "neither", "nothing"})
POINTING_WORDS = (
    HE
    | SHE
    | IT
    | THEY
    | FIRST_PERSON
    | RELATIVE_WORDS
    | NOBODIES
    | _set("his her its their my our")
)
"""Words that name nobody by themselves."""

PERSONAL_TITLES = _set(
    """mr mrs ms miss dr prof professor sir lord lady dame sen senator rep representative gov
    governor president premier minister chancellor secretary judge justice king queen prince
    princess pope bishop archbishop cardinal rev reverend father sister brother captain capt
    colonel col major maj lieutenant lt sgt sergeant commander cmdr admiral adm inspector
    detective constable officer chief superintendent sheriff mayor councillor councilor chairman
    chairwoman chairperson director manager coach spokesman spokeswoman spokesperson ambassador
    commissioner congressman congresswoman mp pm ceo"""
)
TITLES = PERSONAL_TITLES | _set(
    """vice prime deputy general attorney chair head leader speaker senior acting former foreign
    finance defence defense interior health transport transportation home state treasury
    environment education energy labour labor economy executive managing press assistant analyst
    economist correspondent reporter editor author actor actress singer survivor police staff us
    u.s. uk british american democrat democratic republican conservative tory"""
)
"""Words that stand before a name and are no part of it (lower case, without a full stop); those of
the first set make what follows the name of a person."""

COURTESIES = _set("mr mrs ms miss dr sir")
NOT_A_NAME = _set(
    """a an or in on at by as so yet he it no yes says say said without within despite like unlike
    according meanwhile however also watch read see listen hear click photo video allow let if
    is only even still"""
)
"""Capitalised at the start of a sentence, before a name."""

SMALL_WORDS = _set(
    """the a an his her its their one two three some many several both police officials prosecutors
    residents neighbours neighbors scientists researchers experts sources investigators
    authorities lawyers witnesses campaigners critics analysts doctors"""
)
"""Written small inside a sentence, at the beginning of a source's name."""

MALE_WORDS = _set(
    """mr sir lord king prince pope father brother son husband spokesman chairman congressman
    businessman policeman fireman fisherman man boy actor uncle nephew grandfather bishop"""
)
FEMALE_WORDS = _set(
    """mrs ms miss dame lady queen princess sister mother daughter wife spokeswoman chairwoman
    congresswoman businesswoman policewoman woman girl actress aunt niece grandmother"""
)
MALE_NAMES = _set(
    """james john robert michael william david richard joseph thomas charles christopher daniel
    matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy
    ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott
    brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron
    jose adam nathan henry peter zachary kyle walter ethan jeremy harold carl keith roger arthur
    terry sean austin noah joe juan roy ralph eugene vladimir sergei dmitry ivan boris barack bill
    hugo carlos luis jorge pedro miguel ahmed mohammed muhammad mohamed ali hassan hussein omar
    abdullah khalid ibrahim yusuf kim xi emmanuel francois jacques pierre hans karl wolfgang
    giovanni marco silvio tony gordon ed nick tim jim tom bob mike dan steve greg jeff matt chris
    ben sam alex rick ron ken fred bruce craig alan simon graham colin neil nigel trevor ian
    stuart duncan hamid narendra rishi volodymyr elon mitt newt rudy nicolas"""
)
FEMALE_NAMES = _set(
    """mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty
    margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa deborah
    stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela emma
    nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather
    diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith
    megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn
    janice jean abigail alice julia judy sophia grace denise amber doris marilyn danielle beverly
    isabella theresa diana natalie brittany charlotte marie kayla alexis lori hillary condoleezza
    ursula kamala jill melania benazir indira aung dilma cristina sonia oprah tina kate jane lucy
    fiona claire liz jo tessa harriet yvette nicola"""
)

PERSON_NOUNS = _set(
    """official spokesman spokeswoman spokesperson minister president premier judge lawyer attorney
    captain director chairman chairwoman chief governor mayor senator doctor nurse engineer
    professor researcher scientist expert analyst economist author editor officer inspector
    detective witness survivor resident neighbour neighbor mother father sister brother son
    daughter wife husband friend manager coach player winger striker leader secretary commander
    soldier general king queen prince princess pope bishop priest comedian chef artist musician
    treasurer winner skipper trainee deckhand trawlerman lorry pensioner colleague relative
    teacher student driver pilot farmer owner founder executive actor actress singer star man
    woman boy girl prosecutor coroner ambassador diplomat adviser advisor aide campaigner activist
    coordinator candidate politician lawmaker congressman congresswoman victim suspect defendant
    guard reporter journalist correspondent source boss surgeon"""
)

BODY_NOUNS = _set(
    """police ministry office department government agency authority company firm bank union
    federation association court committee commission council board party army navy club museum
    newspaper paper report statement letter document study survey university hospital team group
    coastguard treasury embassy parliament people scientist researcher relative family resident
    lawyer organisation organization charity institute panel inquiry administration"""
)
"""Bodies and papers that make statements."""

PAPER_NOUNS = _set(
    """document paper letter report newspaper magazine broadcaster file memo record note media
    outlet entry log message notice order ruling filing publication cable email text study website
    transcript"""
)
OUTLET_ENDINGS = _set(
    """post times news courier journal telegraph guardian herald tribune gazette reuters bbc cnn
    axios politico bloomberg ap afp press mail mirror sun independent observer economist wp nyt
    wsj agency broadcasting radio television tv daily ledger chronicle star lantern standard"""
)
"""Papers, and the last words of outlets' names: whose report an article can pass on whole."""

_IRREGULAR = """put puts putting said told wrote written forecast found heard learnt read went begun
began felt thought understood stressed denies denied implies implied cries cried
shown replied replies testified testifies clarifies clarified specifies specified
hopes worried worries quipped put according sources source"""
_HEDGES = (*HEDGING_ADVERBS, *HEDGING_ADJECTIVES, *CLAIM_NOUNS, *DENYING_NOUNS, *ACCOUNT_NOUNS)
CUES = frozenset(
    [
        form
        for lemma in {*VERBS, *HEDGING_PASSIVES, *_HEDGES}
        for form in (
            lemma,
            f"{lemma}s",
            f"{lemma}ed",
            f"{lemma}d",
            f"{lemma}ing",
            f"{lemma[:-1]}ing",
        )
    ]
    + _IRREGULAR.split()
)
"""Every form of every word above: a sentence without one of them need not be parsed."""
