from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OverlapsConfig(AppConfig):
    name = "azalai.overlaps"
    label = "overlaps"
    verbose_name = "Recoupements"

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit, registry
        from azalai.overlaps import beside, facts, labels, merging, panels, reactions, rules

        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        registry.register_menu(
            registry.MenuEntry(_("Recoupements"), "overlaps:pairs", 25, rules.can_see_matrix)
        )
        panels.register()
        beside.register()
        facts.register()
        merging.register()
        reactions.register()
