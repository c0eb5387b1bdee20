"""The record of an account, whose name is that of the person's profile too."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.base import clock
from members.accounts.admin import UserAdmin
from members.accounts.models import User
from members.people import services
from members.people.models import Person

# The list of accounts, with what this room adds to it.
admin.site.unregister(User)


@admin.register(User)
class NamedUserAdmin(UserAdmin):
    """Whoever has a profile has one name: it changes in both places."""

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """An empty name leaves that of the profile, which has to have one."""
        person = Person.objects.filter(user=obj).first() if change else None
        if person and "full_name" in form.changed_data and not obj.full_name:
            obj.full_name = person.name
        super().save_model(request, obj, form, change)
        if person and obj.full_name != person.name:
            services.edit(person=person, said={"name": obj.full_name}, at=clock.now())
