from django import template

from foundation.signin.browsers import browser_words

register = template.Library()
register.filter("browser", browser_words)
