"""Work in the background, as the queue keeps it. Failed work can be run again."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.tasks import TaskResultStatus
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django_tasks_db import admin as packaged  # noqa: F401 -- registers what is replaced
from django_tasks_db.models import DBTaskResult

from foundation.base.admin import desk, show
from foundation.base.admin.actions import confirmed
from foundation.base.admin.house import HouseAdmin
from foundation.base.admin.parts import ReadOnly

admin.site.unregister(DBTaskResult)


def _not_failed(row: Any) -> str:
    return "" if row.status == TaskResultStatus.FAILED else str(_("it has not failed."))


@admin.register(DBTaskResult)
class TaskAdmin(ReadOnly, HouseAdmin[Any]):
    """The queue: what waits, what runs, what failed and why."""

    list_display = ("named", "shown_status", "enqueued_at", "started_at", "finished_at")
    list_filter = ("status", "task_path")
    search_fields = ("task_path", "exception_class_path", "traceback")
    search_help_text = _("By the name of the work or by its error.")
    ordering = ("-enqueued_at",)
    date_hierarchy = "enqueued_at"
    actions = ("run_again",)
    fields = ("task_path", "status", "shown_arguments", "enqueued_at", "started_at")
    export_columns = ("task_path", "status", "enqueued_at", "finished_at", "exception_class_path")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The facts, and the error if there was one."""
        return (*self.fields, "finished_at", "exception_class_path", "shown_traceback")

    @admin.display(description=_("work"), ordering="task_path")
    def named(self, row: Any) -> str:
        return str(row.task_path).rpartition(".")[2].replace("_", " ")

    @admin.display(description=_("state"), ordering="status")
    def shown_status(self, row: Any) -> SafeString:
        return show.state(row.status.lower(), row.get_status_display())

    @admin.display(description=_("with"))
    def shown_arguments(self, row: Any) -> str:
        given = row.args_kwargs
        named = [f"{name}={value!r}" for name, value in given["kwargs"].items()]
        return ", ".join([*(repr(value) for value in given["args"]), *named]) or "–"

    @admin.display(description=_("error"))
    def shown_traceback(self, row: Any) -> SafeString | str:
        return (
            format_html('<pre class="mail-text">{}</pre>', row.traceback) if row.traceback else "–"
        )

    @confirmed(
        label=_("Run again"),
        plural=_("Run the chosen work again"),
        will=_("will be run again"),
        done=_("put in the queue"),
        reason=_not_failed,
        permission="run",
    )
    def run_again(self, request: HttpRequest, row: Any, *, at: datetime) -> None:
        """Queue the same work anew in place of what failed."""
        given = row.args_kwargs
        row.task.enqueue(*given["args"], **given["kwargs"])
        row.delete()

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("django_tasks_db.change_dbtaskresult")


@desk.tiles("The house", DBTaskResult, place=90)
def tiles(at: datetime) -> list[desk.Tile]:
    """Work that failed: one query."""
    failed = DBTaskResult.objects.failed().count()
    status = TaskResultStatus.FAILED.value
    return [desk.tile(failed, "tasks that failed", DBTaskResult, "red", status=status)]
