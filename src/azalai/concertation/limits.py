"""How often a link may be tried; see `core.signed_links`."""

from azalai.core.signed_links import SAME_LINK, WRONG_LINKS, too_many_wrong, too_often

__all__ = ["SAME_LINK", "WRONG_LINKS", "too_many_wrong", "too_often"]
