"""The floor: a Django view that asks one question."""

from django.http import HttpResponse
from django.urls import path

from foundation.base.models import Foundation


def bare(request):
    return HttpResponse(Foundation.objects.get(pk=1).name)


urlpatterns = [path("bare/", bare)]
