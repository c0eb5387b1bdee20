"""The floor: a Django view that asks one question, without middleware or template.

`granian --interface wsgi tests.benchmarks.bare:application` serves it.
"""

import django
from django.conf import settings

django.setup()
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "tests.benchmarks.bare"

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

from foundation.base.models import Foundation


def bare(request):
    name = Foundation.objects.get(pk=1).name.encode()
    return HttpResponse(name, headers={"Content-Length": str(len(name))})


urlpatterns = [path("bare/", bare), path("healthz/", bare)]
application = WSGIHandler()
