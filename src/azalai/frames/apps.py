from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class FramesConfig(AppConfig):
    name = "azalai.frames"
    label = "frames"
    verbose_name = "Référentiels"

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit
        from azalai.core.context import register_site
        from azalai.core.registry import MenuEntry, register_menu
        from azalai.frames import labels, rules, site

        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        register_menu(MenuEntry(_("Référentiels"), "frames:frameworks", 60, rules.can_see_reference))
        register_site(site.site)
        checks.register(site.check_country)
