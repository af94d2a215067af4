"""The only place that knows all apps: settings, addresses, the clock. No feature lives here."""

from config.celery import app as celery_app

__all__ = ["celery_app"]  # every process wakes the worker through this app, not through Celery's unconfigured default
