"""Follow-ups made to stand alone, from what was said before; knows nothing of archives."""

from qa.conversation.follow_up import stand_alone
from qa.conversation.rewrite import Refers, Rewrite

__all__ = ["Refers", "Rewrite", "stand_alone"]
