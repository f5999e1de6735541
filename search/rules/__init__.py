"""What editors decided for single queries: articles to show first or never, a note, another page.

``model`` describes a rule and finds those of a query, ``files`` reads them from a plain file, and ``watch``
reads it again when it changes. The same on every engine.
"""

from search.rules.files import Fault, RuleError, read_rules, rules_in
from search.rules.model import NO_RULES, Applied, Rule, Rules
from search.rules.watch import WatchedRules

__all__ = [
    "NO_RULES",
    "Applied",
    "Fault",
    "Rule",
    "RuleError",
    "Rules",
    "WatchedRules",
    "read_rules",
    "rules_in",
]
