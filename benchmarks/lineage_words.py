"""Words that made-up pages are told in: meanings with the words for each, clauses, quotations, places."""

CONTENT: dict[str, tuple[str, ...]] = {
    words.split()[0]: tuple(words.split())
    for words in (
        "ship vessel boat craft",
        "warehouse depot storehouse shed",
        "inspectors examiners controllers auditors",
        "documents papers files records",
        "cargo freight load goods",
        "collapse breakdown failure cave-in",
        "engineers technicians specialists experts",
        "villagers residents townspeople locals",
        "permit licence authorisation clearance",
        "bridge crossing overpass viaduct",
        "flood deluge inundation high-water",
        "harvest crop yield grain",
        "teachers schoolmasters lecturers instructors",
        "strike walkout stoppage lockout",
        "wages pay earnings salaries",
        "tunnel underpass shaft gallery",
        "hospital clinic infirmary ward",
        "patients sufferers invalids sick",
        "budget accounts finances purse",
        "deficit shortfall gap hole",
        "mayor burgomaster provost alderman",
        "council assembly chamber board",
        "tax levy duty toll",
        "protest rally demonstration march",
        "police constables officers patrolmen",
        "arrest detention seizure capture",
        "fire blaze inferno conflagration",
        "factory plant works mill",
        "workers labourers hands employees",
        "machine device apparatus engine",
        "defect flaw fault error",
        "delay holdup lag wait",
        "railway tracks line rails",
        "passengers travellers commuters riders",
        "road street highway lane",
        "repair overhaul restoration mending",
        "contract agreement deal pact",
        "bribe payoff kickback backhander",
        "judge magistrate justice arbiter",
        "verdict ruling judgment sentence",
        "lawyer attorney counsel advocate",
        "witness onlooker bystander observer",
        "forest woods timberland grove",
        "fishermen trawlermen anglers netters",
        "quota limit ceiling cap",
        "museum gallery-house collection archive",
        "painting canvas picture portrait",
        "theft robbery burglary heist",
        "guards sentries watchmen wardens",
        "border frontier boundary demarcation",
        "refugees exiles displaced fugitives",
        "shelter refuge haven hostel",
        "storm gale tempest squall",
        "roof ceiling-work gable rafters",
        "pipeline conduit duct main",
        "leak spill seepage outflow",
        "river stream watercourse brook",
        "fish trout perch salmon",
        "laboratory test-house institute bench",
        "sample specimen probe swab",
        "vaccine serum inoculation jab",
        "children pupils youngsters minors",
        "school academy college seminary",
        "election ballot poll vote",
        "recount review check tally",
        "minister secretary-of-state official cabinet-member",
        "resignation departure exit withdrawal",
        "company firm enterprise business",
        "shares stock equity holdings",
        "merger takeover union fusion",
    )
}

CLAUSES: tuple[tuple[str, ...], ...] = (
    (
        "{0} {8} brought {2} {9} {3} to {1}",
        "{2} {9} {3} {8} reached {0} in {1}",
        "at {1} {0} {8} counted {2} {9} {3}",
        "{0} {8} spoke of {2} {9} {3} near {1}",
        "{1} {8} owes {0} {2} {9} {3}",
        "{0} {8} lost {2} {9} {3} outside {1}",
        "in {1} {2} {9} {3} were {8} found by {0}",
        "{0} of {1} {8} returned {2} {9} {3}",
    ),
    (
        "while the {10} {4} awaited {5}",
        "though {5} halted the {10} {4}",
        "before any {10} {4} saw {5}",
        "because {10} {4} had cost {5}",
        "and the {10} {4} needed {5}",
        "as {5} spoiled the {10} {4}",
        "with {10} {4} short of {5}",
        "until {5} freed the {10} {4}",
    ),
    (
        "and a {11} {6} became a {7}",
        "so the {7} met {11} {6}",
        "after the {7} left {11} {6}",
        "which turned {11} {6} into {7}",
        "leaving {7} without a {11} {6}",
        "where {11} {6} outlived the {7}",
        "despite {11} {6} and {7}",
        "for the {7} feared {11} {6}",
    ),
)
"""Each sentence is one of each: short ones, so that no two reporters write eight equal words by chance."""

ADVERBS = (
    "barely", "boldly", "briefly", "calmly", "coldly", "duly", "fairly", "firmly", "gladly", "grimly", "hardly", "idly",
    "lately", "merely", "mildly", "nearly", "openly", "partly", "plainly", "quietly", "rashly", "rudely", "sadly",
    "wisely",
)  # fmt: skip

ADJECTIVES = (
    "battered", "blunt", "costly", "crooked", "damp", "dusty", "faded", "foreign", "fragile", "heavy", "hollow", "idle",
    "local", "narrow", "obsolete", "painted", "rusty", "sealed", "shabby", "spare", "sturdy", "surplus",
    "unmarked", "worn",
)  # fmt: skip

QUOTES = (
    "We will not leave {} before every single one of them has an answer,",
    "Nobody in {} slept that night, and nobody will forget who did not come,",
    "What we saw in {} was no accident, it was carelessness with a budget,",
    "Ask me again when the water has gone down in {},",
    "There is no plan for {}, there never was one, and they know it,",
    "I have lived in {} for sixty years and never seen the like,",
)

PLACES = (
    "Brannick", "Sennet", "Port Almery", "Velm", "Tarnholm", "Ostrey", "Kessly", "Marrowfield", "Dunholt", "Aldersund",
    "Quillby", "Ravnik", "Solvany", "Torrest", "Umberleigh", "Winsk",
)  # fmt: skip

SYLLABLES = (
    "ar", "bel", "cor", "dan", "el", "fer", "gol", "hal", "in", "jor", "kel", "lun", "mar", "nor", "ost", "pel", "qua",
    "ril", "sor", "tam", "ul", "var", "wen", "yor", "zan",
)  # fmt: skip
