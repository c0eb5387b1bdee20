"""The foundation itself."""

from foundation.base.models import Foundation


def seed() -> None:
    """Name, seat and bank details. What staff have changed since is left alone."""
    Foundation.objects.get_or_create(
        pk=1,
        defaults={
            "name": "OpenInfra Foundation",
            "legal_name": "Open Infrastructure Foundation",
            "mission": "Building communities who write open source infrastructure software "
            "that runs in production.",
            "address": "P.O. Box 1903\nAustin, Texas 78767\nUnited States",
            "email": "hello@openinfra.example",
            "zone": "America/Chicago",
            "currency": "USD",
            "bank_details": "Transfer to: Open Infrastructure Foundation\n"
            "Bank: Demo Bank, Austin\nAccount: 000 123 456 (demo, do not pay)",
        },
    )
