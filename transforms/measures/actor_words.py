"""Words for those who act on trade: public offices and bodies, private ones, pronouns, pairs of states."""

from __future__ import annotations

OFFICIAL = frozenset(
    {
        "government", "administration", "president", "minister", "ministry", "congress", "parliament", "senate", "house", "lawmaker",
        "senator", "cabinet", "court", "judge", "panel", "tribunal", "department", "agency", "official", "authority", "customs",
        "commission", "commerce", "legislation", "legislature", "bill", "law", "order", "proclamation", "decree", "regulator",
        "secretary", "chancellor", "premier", "country", "nation", "state", "bloc", "council", "economy", "move", "decision", "step",
        "deal", "agreement", "accord", "plan", "measure", "announcement", "policy", "pact", "understanding", "leader", "committee",
        "representative", "ambassador", "body", "governor", "authorities", "action",
    }
)  # fmt: skip
PRIVATE = frozenset(
    {
        "activist", "advocate", "airline", "analyst", "association", "bank", "banker", "boss", "business", "buyer", "carmaker", "ceo",
        "chairman", "coalition", "company", "consumer", "corporation", "critic", "customer", "dealer", "developer", "distributor",
        "economist", "entity", "executive", "expert", "exporter", "farmer", "federation", "firm", "founder", "group", "grower", "household",
        "importer", "individual", "industry", "investor", "lawyer", "lobby", "maker", "man", "manager", "manufacturer", "operator", "owner",
        "people", "person", "petitioner", "plaintiff", "plant", "producer", "professor", "researcher", "resident", "retailer", "scholar",
        "seller", "shareholder", "shipper", "steelmaker", "strategist", "supplier", "trader", "union", "user", "vendor", "voter", "woman",
        "worker",
    }
)  # fmt: skip
HEAD = frozenset({"president", "president-elect", "premier", "chancellor"})
PAIRS = frozenset({"country", "side", "nation", "economy", "government", "power", "party"})
EUROPE = frozenset({"Europe", "European", "Europeans"})  # its trade measures are those of the EU
COMMUNITY = frozenset({"Community", "the Community"})  # the European one, where an article speaks of it
PRODUCTS_OF = {
    "Scotch": "GBR",
    "Scottish": "GBR",
    "Scotland": "GBR",
    "Welsh": "GBR",
    "Wales": "GBR",
    "England": "GBR",
    "Bavarian": "DEU",
}  # parts of states as the origin of goods
NICKNAMES = {"bloc": "EU", "island": "TWN", "mainland": "CHN"}  # with "the", where the text names whom they stand for
NAMES_OF_GOODS = frozenset({"Scotch"})  # among them, those that belong to the name of the goods
AMOUNTS = frozenset({"dozen", "score", "number", "majority", "handful", "many", "several", "most", "some", "all", "host"})
BOTH = frozenset({"both", "two", "each"})
PRONOUNS = frozenset({"it", "its", "they", "their", "he", "his", "she", "her", "we", "our", "i", "my", "which", "that", "who"})
FIRST = frozenset({"i", "my", "we", "our", "us"})
INNER = frozenset({"compound", "amod", "nmod", "poss", "appos", "nummod", "det", "case"})
