"""What everybody may read: official papers without the names of people."""

from django import template

from documents.recognition.meetings.people import hide_names

register = template.Library()
register.filter("without_names", hide_names)
