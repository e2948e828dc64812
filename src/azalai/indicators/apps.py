from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "azalai.indicators"
    label = "indicators"
    verbose_name = _("Indicateurs")

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit, registry
        from azalai.indicators import enums, files, labels, merging, panels, rules

        merging.register()
        files.register()
        registry.register_open_page("indicators:published", _("Indicateurs publiés"))
        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        registry.register_menu(
            registry.MenuEntry(_("Indicateurs"), "indicators:indicators", 40, rules.can_see_indicators)
        )
        for name, label, address in (
            (enums.SHEET_FORM, _("Fiche d'indicateur"), panels.sheet_address),
            (enums.GRID_FORM, _("Valeurs d'un indicateur"), panels.grid_address),
        ):
            registry.register_draft_form(registry.DraftForm(name, label, address, ("title", "source")))
        panels.register()
