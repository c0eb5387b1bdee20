"""What a member of staff does in the admin, for tests."""

from django.contrib.auth.models import Group
from django.urls import reverse

from foundation.pages import roles
from members.accounts.models import User


def enter(client):
    """Log a superuser in; the client."""
    client.force_login(User.objects.create_superuser("sam@example.org", full_name="Sam Staff"))
    return client


def make_staff(role):
    """Somebody of the staff with the rights of `role`, such as "Finance"."""
    user = User.objects.create_user(f"{role.lower().replace(' ', '-')}@example.org", is_staff=True)
    roles.grant()
    user.groups.add(Group.objects.get(name=role))
    return user


def url(model, page, *args):
    """The address of a page of the admin: `url(Order, "change", order.pk)`."""
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{page}", args=args)


def act(client, name, *rows, confirmed=True, **answers):
    """Choose `rows` in their list and carry out the action `name`; what is answered."""
    data = {"action": name, "_selected_action": [row.pk for row in rows], **answers}
    data |= {"_confirmed": "yes"} if confirmed else {"index": 0}
    return client.post(url(type(rows[0]), "changelist"), data)


def press(client, name, row, /, **answers):
    """Press the button of the action `name` on the record `row`; `answers` are sent with a yes."""
    data = {"CHANGE_FORM-action": name, "_selected_action": row.pk, **answers}
    data |= {"_confirmed": "yes"} if answers else {}
    return client.post(url(type(row), "change", row.pk), data)


def agree(client, name, row, /, **answers):
    """The same, and yes to what it says will happen; what is answered, and what it said."""
    page = press(client, name, row, **answers)
    agreed = dict(page.context["fields"])["_agreed"]
    return press(client, name, row, **answers, _agreed=agreed), page.context["told"]


def said(client):
    """The messages that wait for the staff on the next page."""
    page = client.get(reverse("admin:index"))
    return [str(message) for message in page.context["messages"]]
