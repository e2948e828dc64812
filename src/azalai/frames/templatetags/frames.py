"""Reference data in templates."""

from django import template

from azalai.frames.partial import in_words

register = template.Library()
register.filter("partial", in_words)
