from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "azalai.forum"
    label = "forum"
    verbose_name = _("Échanges")

    def ready(self) -> None:
        # These modules need the models, which are known only now.
        from azalai.core import audit, registry
        from azalai.forum import counted, files, labels, merging, panels, rules

        audit.register_action_labels(labels.ACTION_LABELS)
        for object_type, fields in labels.FIELD_LABELS.items():
            audit.register_field_labels(object_type, fields)
        registry.register_menu(registry.MenuEntry(_("Échanges"), "forum:threads", 29, rules.can_see_forum))
        registry.register_draft_form(
            registry.DraftForm("forum.thread", _("Échange"), panels.new_thread_address, ("title", "text"))
        )
        registry.register_draft_form(
            registry.DraftForm("forum.contribution", _("Message"), panels.thread_address, ("text",))
        )
        counted.register()
        files.register()
        merging.register()
        panels.register()
