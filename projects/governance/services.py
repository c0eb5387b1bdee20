"""How the papers of a project change."""

from django.db import transaction

from foundation.base.files import Upload
from projects.governance.models import Document, DocumentFile


@transaction.atomic
def keep(*, document: Document, upload: Upload | None) -> Document:
    """Save the document with a new PDF, if there is one; a file that an address replaced goes."""
    document.save()
    if upload is not None:
        DocumentFile.objects.update_or_create(
            document=document, defaults={"content": upload.content}
        )
    elif not document.file_name:
        DocumentFile.objects.filter(document=document).delete()
    return document
