"""The lists of webhooks and of their deliveries."""

import django_filters
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from foundation.lists import Choices, Column, Empty, TableList
from foundation.models.webhooks import Delivery, Webhook
from foundation.permissions import MANAGE_WEBHOOKS, VIEW_WEBHOOKS


class WebhookFilter(django_filters.FilterSet):
    name = django_filters.CharFilter(lookup_expr="icontains", label=_("Name contains"))
    state = Choices(choices=Webhook.State.choices, label=_("State"))

    class Meta:
        model = Webhook
        fields = ("name", "state")


class WebhookList(TableList):
    """Webhooks; takes Webhook.objects.….for_list()."""

    name = "webhooks"
    title = _("Webhooks")
    columns = (
        Column("name", _("Webhook"), sort="name"),
        Column("unit", _("Unit"), value="unit.name", sort="unit__name"),
        Column("owner", _("In the name of"), value="owner.name", sort="owner__name", kind="person"),
        Column("delivered", _("Last delivered"), value="delivered_at", sort="delivered_at", kind="date"),
        Column("dead", _("Given up"), value="dead_count", sort="dead_count", kind="number"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
    )
    default_sort = "name"
    filterset = WebhookFilter
    export_permission = VIEW_WEBHOOKS
    empty = Empty(
        _("No other system is told yet"),
        _("A webhook tells another system, such as a ticket or alarm system, that something happened here."),
        icon="signal",
        action=(_("Add a webhook"), reverse_lazy("foundation:webhook_add")),
        permission=MANAGE_WEBHOOKS,
    )


class DeliveryFilter(django_filters.FilterSet):
    state = Choices(choices=Delivery.State.choices, label=_("State"))

    class Meta:
        model = Delivery
        fields = ("state",)


class DeliveryList(TableList):
    """The deliveries of one webhook, the newest first; takes Delivery.objects.….for_list()."""

    name = "deliveries"
    title = _("Deliveries")
    columns = (
        Column("kind", _("Event"), value="event.kind"),
        Column("at", _("Happened"), value="event.at", sort="event", kind="date"),
        Column("state", _("State"), value="get_state_display", sort="state", kind="state"),
        Column("status", _("Answer"), sort="status", kind="number"),
        Column("tries", _("Tries"), sort="tries", kind="number"),
        Column("next_try_at", _("Next or last try"), sort="next_try_at"),
    )
    default_sort = "-at"
    filterset = DeliveryFilter
    row_template = "foundation/_delivery_row.html"
    exports = False
    page_size = 25
    empty = Empty(
        _("Nothing has been told yet"),
        _("Each event of the chosen kinds stands here within a minute, with what the receiver answered."),
        icon="paper-airplane",
    )
