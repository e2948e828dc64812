from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConcertationConfig(AppConfig):
    name = "azalai.concertation"
    label = "concertation"
    verbose_name = "Concertation"

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.concertation import dashboard, enums, labels, merging, rules
        from azalai.concertation.facts import FACTS
        from azalai.core import audit, registry
        from azalai.core.facts import register_facts

        merging.register()
        register_facts(FACTS)
        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        registry.register_menu(
            registry.MenuEntry(_("Réunions"), "concertation:meetings", 28, rules.can_see_bodies)
        )
        dashboard.register()
        registry.register_draft_form(
            registry.DraftForm(enums.MINUTES_FORM, _("Compte rendu"), dashboard.writing_address, ("about",))
        )
        self._offer_missions()

    def _offer_missions(self) -> None:
        from azalai.concertation.missions import enums, facts, labels, merging
        from azalai.concertation.missions import rules as missions
        from azalai.concertation.views.missions import form_address
        from azalai.core import audit, registry
        from azalai.core.facts import register_facts

        merging.register()
        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        register_facts(facts.facts())
        registry.register_menu(
            registry.MenuEntry(_("Missions"), "concertation:missions", 29, missions.can_see_missions)
        )
        registry.register_draft_form(
            registry.DraftForm(enums.DRAFT_FORM, _("Inscription d'une mission"), form_address, ("title",))
        )
