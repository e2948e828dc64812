from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "azalai.core"
    label = "core"
    verbose_name = "Socle"

    def ready(self) -> None:
        # Models are known only now.
        from azalai.core import cards, drafts, registry

        registry.register_card(
            registry.DashboardCard("core/drafts/card.html", 1, cards.started_input, drafts.can_keep)
        )
