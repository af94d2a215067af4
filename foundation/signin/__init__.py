"""Who is at the door: django-allauth's sign-in with our pages, words, rules and event log.

Sign-in is by e-mail and password, then a code where a second factor is set up. Sign-up does not exist: administrators
open accounts. Of allauth's many addresses only those in urls.py are reachable.
"""
