"""The audit trail's words in templates."""

from django import template

from azalai.core import audit

register = template.Library()
register.filter("action_label", audit.action_label)
register.filter("object_type_label", audit.object_type_label)
