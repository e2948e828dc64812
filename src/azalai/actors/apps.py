from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActorsConfig(AppConfig):
    name = "azalai.actors"
    label = "actors"
    verbose_name = "Acteurs"

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.actors import dashboard, labels, rules
        from azalai.core import audit
        from azalai.core.registry import MenuEntry, register_menu

        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        dashboard.register()
        register_menu(MenuEntry(_("Acteurs"), "actors:organisations", 40, rules.can_see_actors))
