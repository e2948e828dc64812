from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CartographyConfig(AppConfig):
    name = "azalai.cartography"
    label = "cartography"
    verbose_name = "Cartographie"

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.cartography import dashboard, labels, rules
        from azalai.core import audit, registry

        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        visible = rules.can_see_cartography
        registry.register_menu(registry.MenuEntry(_("Cartographie"), "cartography:matrix", 25, visible))
        dashboard.register()
        registry.register_panel(
            registry.Panel(
                "actors.organisation",
                "cartography/panels/organisation.html",
                20,
                dashboard.organisation_panel,
                visible,
            )
        )
