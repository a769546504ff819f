"""Fiction: one story told twice on a page, by a joker and by a reporter, and pages that only look like that."""

REPORT = """Oskeby council will drain the town pond before the winter, the mayor, Hedda Lunt, told a meeting on Monday.

The work is to cost 240,000 crowns and to last eleven weeks, according to the council's engineer, Tomas Quay.

"We will drain the pond because the wall is cracked in nine places," Lunt told the meeting in the old school.

Quay said that the wall had been built in haste and that nobody had looked at it for thirty years.

The society of anglers, led by Berit Osk, objected to the plan. "The carp were here before the council," Osk said.

Lunt denied that the council wanted to sell the land under the pond, and promised to fill it again by March.

The council of Oskeby did not answer questions about the price of the land, and referred them to the county."""

JOKE = """Oskeby's Great Unplugging: A Comedy in One Puddle

Ah, Oskeby, the only town where a pond needs a committee! You thought your bathtub was slow? Mayor Hedda Lunt has \
pulled the plug, folks, and it will gurgle until spring!

"We will drain the pond because the wall is cracked in nine places," Hedda Lunt declared, like a dentist who has found \
the other tooth. Who knew that water needs walls? Surely not the carp!

"I shall swim in it until the last drop," Lunt surely whispered to the mirror, dear reader, as if mirrors could float!

And what does Tomas Quay say? That the wall is older than your grandmother's jokes, and twice as full of holes! It is \
like asking a sieve to hold your soup.

Berit Osk, queen of the rods, is not amused. "My carp will sue," she is said to have told a passing duck. Would you \
argue with a duck?

So grab the popcorn, folks, and bring your own bucket! Somebody will sell something before the tide turns, trust me!"""

REWRITE = """Oskeby pond to be drained as wall crumbles

The mayor of Oskeby, Hedda Lunt, has announced that the town's pond will be drained before the winter sets in.

She told a meeting in the old school that nine cracks had been found in the wall, which the engineer Tomas Quay saw.

"Nobody will ever fish there again," Lunt warned, while the bill for the eleven weeks of work stands at 240,000 crowns.

Quay explained that for thirty years no one had looked at the wall, which was put up in haste after the flood.

The anglers' leader, Berit Osk, spoke against the plan, and asked what would become of the carp in the meantime."""

LIVE = """Oskeby pond: live updates

18:40

The mayor, Hedda Lunt, said that the pumps would start on Tuesday and that the road would stay open all week.

17:15

The engineer, Tomas Quay, told reporters that the wall was cracked in nine places and could not wait any longer.

16:02

The society of anglers said that it had not been asked and that it would go to court over the carp in the pond."""

DIGEST = """The county in brief

Pond to be drained before winter

OSKEBY (Meridian) - The council will drain the pond before the winter, its mayor said on Monday after a long meeting.

Ferry late for the ninth day

VARNHOLM (Meridian) - The ferry to the islands was late for the ninth day, and the harbour office gave no reason."""


def page(*articles: str) -> str:
    """Return a page with the articles one below the other."""
    return "\n\n".join(articles) + "\n"
