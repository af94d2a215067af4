"""What people fill in for visits, authorities, and what is published."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from assurance.models import Build, DocumentVersion
from audits.forms.papers import LocalMoment
from certifications.forms.centres import rows_of
from certifications.forms.lines import LinesField, VisitorsField
from certifications.models import (
    AuthorisingAuthority,
    Centre,
    CentreRoom,
    Device,
    LogLine,
    Material,
    PublicItem,
    Visit,
    Visitor,
)
from certifications.permissions import MANAGE_CENTRE, PUBLISH
from certifications.sight import hosts_of, units_for
from foundation.directory.models import Person, Unit, User
from foundation.forms import day_of, field_of, text_of, year_can_be
from foundation.steps import StepForm, explain, step_form

explain(
    "visit",
    admit=(_("The visitors acknowledge the rules; their devices are noted."), "key"),
    show=(_("A build by its hash, a version of a document, an area of the source."), "eye"),
    note=(_("A line in the log; nobody changes it afterwards."), "pencil"),
    bring_in=(_("Kind and serial number; it is inside until it is noted on its way out."), "arrow-right"),
    take_out=(_("It leaves the house with its visitor."), "arrow-left"),
    end=(_("What came of it is kept; what is left of the time is free."), "check"),
    cancel=(_("The room is free again, and the host is told."), "x-mark"),
)
explain("booking", release=(_("Others may book it."), "x-mark"))
explain(
    "public_item",
    change=(_("Title and text."), "pencil"),
    publish=(_("Everybody can read it on the public page, without signing in."), "globe-alt"),
    take_back=(_("It leaves the public page at once; what was public stays on record here."), "eye-slash"),
)


def year_of_moment_can_be(moment: datetime) -> None:
    year_can_be(moment.date())


def moment_of(label: Any, **options: Any) -> LocalMoment:
    """A day and a time in the zone of the centre."""
    return LocalMoment(label=label, validators=[year_of_moment_can_be], **options)


class VisitForm(forms.Form):
    """A visit of a centre: who comes for whom, when, and into which room."""

    authority = rows_of(
        AuthorisingAuthority, _("For which authority"), required=False, empty_label=_("None: for a customer")
    )
    customer = field_of(Visit, "customer")
    purpose = field_of(Visit, "purpose")
    visitors = VisitorsField(
        label=_("Visitors"),
        help_text=_("One on each line: name; organisation. Add “; certifier” for one who comes as that. Nothing else."),
    )
    host = rows_of(Person, _("Host"))
    room = rows_of(CentreRoom, _("Room"))
    from_at = moment_of(_("From"))
    until_at = moment_of(_("Until"), help_text=_("In the local time of the centre."))

    def __init__(self, *args: Any, actor: User, centre: Centre, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = {
            "authority": AuthorisingAuthority.objects.visible_to(actor),
            "host": hosts_of(centre.unit, on),
            "room": centre.rooms.all().open(),  # type: ignore[attr-defined]
        }
        for name, queryset in rows.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        for name in ("from_at", "until_at"):
            self.fields[name].zone = ZoneInfo(centre.unit.zone)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Visitors who do not say otherwise come as the authority or the customer for whom the visit is."""
        cleaned = super().clean() or self.cleaned_data
        usual = Visitor.Kind.AUTHORITY if cleaned.get("authority") else Visitor.Kind.CUSTOMER
        for visitor in cleaned.get("visitors", []):
            visitor["kind"] = visitor["kind"] or usual
        return cleaned


@step_form("visit.admit")
class AdmitForm(StepForm):
    acknowledged = forms.BooleanField(label=_("Every visitor has read and acknowledged the rules"), required=False)
    devices = LinesField(
        label=_("Devices"), required=False, help_text=_("One on each line: what it is; serial number.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("Edition %(number)d of the rules of %(centre)s.")
        facts = {"number": self.row.centre.rules_edition, "centre": self.row.centre}
        self.fields["acknowledged"].help_text = words % facts


@step_form("visit.show")
class MaterialForm(StepForm):
    build = rows_of(Build, _("Build"), required=False, empty_label=_("None"))
    document = rows_of(DocumentVersion, _("Version of a document"), required=False, empty_label=_("None"))
    area = field_of(Material, "area", help_text=_("Choose one of the three."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        builds = Build.objects.visible_to(self.actor).for_list().order_by("version__product__name", "-built_on", "pk")
        versions = DocumentVersion.objects.visible_to(self.actor).filter(state="effective")
        self.fields["build"].queryset = builds  # type: ignore[attr-defined]
        self.fields["document"].queryset = versions.select_related("document").order_by("document__number")  # type: ignore[attr-defined]


@step_form("visit.note")
class NoteForm(StepForm):
    text = text_of(LogLine, "text", rows=4)


@step_form("visit.bring_in")
class BringInForm(StepForm):
    kind = field_of(Device, "kind")
    serial = field_of(Device, "serial")


@step_form("visit.take_out")
class TakeOutForm(StepForm):
    device = rows_of(Device, _("Device"), empty_label=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["device"].queryset = self.row.devices.all().inside()  # type: ignore[attr-defined]


@step_form("visit.end")
class EndVisitForm(StepForm):
    result = text_of(Visit, "result", required=True, rows=4, help_text=_("What was agreed, and what is open."))


class AuthorityForm(forms.Form):
    """An authority and how it is reached."""

    name = field_of(AuthorisingAuthority, "name")
    country = field_of(AuthorisingAuthority, "country", help_text=_("Two capital letters, such as XA."))
    contact = field_of(AuthorisingAuthority, "contact")


class NewAuthorityForm(AuthorityForm):
    """A new authority, with the unit that keeps the contact."""

    unit = rows_of(Unit, _("Unit that keeps the contact"), empty_label=None)

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(actor, MANAGE_CENTRE, on=on)  # type: ignore[attr-defined]


class CallBackForm(forms.Form):
    """That the contact was reached, under a number that it did not give itself."""

    called_on = day_of(AuthorisingAuthority, "called_on", required=True)
    number_from = field_of(
        AuthorisingAuthority,
        "number_from",
        required=True,
        help_text=_("Such as the public register of authorities; never the letter that is being checked."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("called_on", on)


class ItemText(forms.Form):
    """What is published."""

    title = field_of(PublicItem, "title")
    text = text_of(PublicItem, "text", rows=6)


class ItemForm(ItemText):
    """A new text for the public page."""

    unit = rows_of(Unit, _("Unit"), empty_label=None)
    centre = rows_of(Centre, _("Centre"), required=False, empty_label=_("None in particular"))

    def __init__(self, *args: Any, actor: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_for(actor, PUBLISH, on=on)  # type: ignore[attr-defined]
        self.fields["centre"].queryset = Centre.objects.visible_to(actor)  # type: ignore[attr-defined]


@step_form("public_item.change")
class ChangeItemForm(StepForm, ItemText):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(title=self.row.title, text=self.row.text)
