"""People who can log in. An e-mail address is the name; there is no user name."""

from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from foundation.base import clock, history


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A person with that address. Without a password they log in by code or passkey."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Staff with every right."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


@history.tracked
class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with a log-in."""

    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("full name"), max_length=150, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May use the admin."))
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined at"), default=clock.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ["email"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_whatever_case",
                violation_error_message=_("Somebody has this address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.partition(" ")[0] or self.email

    def has_module_perms(self, app_label: str) -> bool:
        """Whether the person may do anything in that app.

        Each page of the admin asks this for each table, and Django walks over all rights each time.
        """
        return self.is_active and (self.is_superuser or app_label in self._apps_with_rights)

    @cached_property
    def _apps_with_rights(self) -> frozenset[str]:
        return frozenset(right.partition(".")[0] for right in self.get_all_permissions())


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None, append_only=True)
class Role(User.groups.through):  # type: ignore[name-defined]
    """That a person is in a group: who was given which rights when is history too."""

    class Meta:
        proxy = True
        verbose_name = _("role")
        verbose_name_plural = _("roles")


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None, append_only=True)
class Right(User.user_permissions.through):  # type: ignore[name-defined]
    """A right that a person has beside those of the groups."""

    class Meta:
        proxy = True
        verbose_name = _("right")
        verbose_name_plural = _("rights")
