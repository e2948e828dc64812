"""What a visitor without an account may open. Everything else asks for a sign-in.

A page is public only when its view is marked `login_not_required` and its name stands here: the mark
alone, put on a view by mistake or by a library, opens nothing.
"""

PUBLIC_URL_NAMES = frozenset(
    {
        "health",
        "set_language",
        "concertation:answer",  # a convocation is answered by its signed link
        "concertation:minutes_by_link",  # who attended reads minutes again by a signed link
        "followup:answer",  # so is « où en êtes-vous ? »
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
