"""What a visitor without an account may open. Everything else asks for a sign-in.

A page is public only when its view is marked `login_not_required` and its name stands here: the mark
alone, put on a view by mistake or by a library, opens nothing.
"""

PUBLIC_URL_NAMES = frozenset(
    {
        "health",
        "set_language",
        "concertation:answer",  # a convocation is answered by its signed link
        "forum:threads",  # of the exchanges, a visitor sees those that are public
        "forum:thread",
        "forum:file",
        "forum:reply",  # a reply by the signed link of a digest
        "forum:stop",
        "forum:ideas",  # the idea box, where the setting opens it
        "forum:idea",
        "forum:idea_new",
        "forum:idea_follow",
        "concertation:minutes_by_link",  # who attended reads minutes again by a signed link
        "followup:answer",  # so is « où en êtes-vous ? »
        "indicators:published",  # published values are open to all, and nothing else
        "indicators:published_one",
        "indicators:published_download",
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",  # answers 404: accounts are opened by an administrator
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
    }
)
