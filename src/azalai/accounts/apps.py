from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "azalai.accounts"
    label = "accounts"
    verbose_name = "Comptes et postes"

    def ready(self) -> None:
        # Models are known only now, and these modules need them.
        from azalai.accounts import dashboard, labels, receivers, rules  # noqa: F401
        from azalai.core import audit
        from azalai.core.registry import MenuEntry, register_menu

        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        register_menu(MenuEntry(_("Postes"), "accounts:post_list", 80, rules.can_see_posts))
        register_menu(MenuEntry(_("Personnes"), "accounts:person_list", 81, rules.can_manage_accounts))
        dashboard.register()
        register_menu(MenuEntry(_("Journal"), "accounts:trail", 90, rules.can_read_audit))
