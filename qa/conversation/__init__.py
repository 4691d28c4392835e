"""Follow-ups made to stand alone, from what was said before; knows nothing of archives."""

from qa.conversation.rewrite import Refers, Rewrite
from qa.conversation.follow_up import stand_alone

__all__ = ["Refers", "Rewrite", "stand_alone"]
