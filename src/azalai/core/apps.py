from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "azalai.core"
    label = "core"
    verbose_name = "Socle"

    def ready(self) -> None:
        # Models are known only now.
        from azalai.core import audit, cards, registry

        audit.register_action_labels(
            {"attachment.added": _("Fichier joint"), "attachment.removed": _("Fichier retiré")}
        )
        audit.register_field_labels(
            "core.attachment", {"object": _("Joint à"), "sha256": _("Empreinte SHA-256")}
        )
        registry.register_menu(registry.MenuEntry(_("Accueil"), "home", 0))
        registry.register_card(
            registry.DashboardCard(
                "core/jobs/card.html", 2, cards.my_jobs, lambda author: author.person_id is not None
            )
        )
