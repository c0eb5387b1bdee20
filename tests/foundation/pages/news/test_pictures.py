"""Pictures of stories: given by staff, made safe, described, and shown wherever the story is."""

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from foundation.base.errors import RuleError
from foundation.base.files import FileKind, Upload
from foundation.pages.news import pictures, services
from foundation.pages.news.models import Story, StoryPicture, StoryState
from tests import admin
from tests.factories.news import make_author, make_story
from tests.factories.profiles import make_png

ATOM = "{http://www.w3.org/2005/Atom}"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def made(size=(1600, 800)):
    return pictures.made_anew(Upload("a.png", FileKind.PNG, make_png(size)))


def illustrated(**fields):
    story = make_story(**fields)
    services.illustrate(story=story, picture=made(), alt="A red field")
    return story


def send(client, story, **typed):
    """The form of the story as staff see it, with what they typed."""
    page = client.get(admin.url(Story, "change", story.pk))
    form = page.context["adminform"].form
    sent = {
        name: value for name in form.fields if (value := form[name].value()) not in (None, False)
    }
    sent |= {"published_at_0": "2022-10-10", "published_at_1": "09:00:00"}
    return client.post(admin.url(Story, "change", story.pk), sent | typed)


def test_staff_give_a_story_a_picture_change_its_words_and_take_it_away(client):
    story = make_story()
    admin.enter(client)
    page = client.get(admin.url(Story, "change", story.pk)).text
    assert 'name="upload"' in page
    assert 'name="drop"' not in page

    upload = SimpleUploadedFile("a.png", make_png((1600, 800)))
    assert send(client, story, upload=upload, alt=" A  red field ").status_code == 302
    row = StoryPicture.objects.get()
    assert (row.story, row.alt, row.width, row.height) == (story, "A red field", 1280, 640)

    shown = client.get(reverse("admin:news_story_picture", args=[story.pk]))
    assert (shown["Content-Type"], bytes(row.content)) == ("image/webp", shown.content)

    assert send(client, story, alt="A redder field").status_code == 302
    assert StoryPicture.objects.get().alt == "A redder field"

    assert send(client, story, drop="on", alt="").status_code == 302
    assert not StoryPicture.objects.exists()


@pytest.mark.parametrize(("typed", "words"), [
    ({"upload": make_png()}, "Say what the picture shows."),
    ({"upload": b"<svg onload='alert(1)'/>", "alt": "x"}, "something else, whatever its name"),
    ({"upload": make_png()[:60], "alt": "x"}, "something else, whatever its name"),
    ({"upload": b"\x89PNG" + b"0" * 4_000_001, "alt": "x"}, "send at most 4 MB"),
], ids=["no words", "svg", "broken", "large"])  # fmt: skip
def test_a_picture_without_words_or_that_is_none_is_refused_at_its_field(client, typed, words):
    story = make_story()
    admin.enter(client)
    sent = {name: SimpleUploadedFile("a.png", value) if name == "upload" else value
            for name, value in typed.items()}  # fmt: skip

    page = send(client, story, title="Mended", **sent)

    assert page.status_code in {200, 422}
    assert words in page.text
    assert 'value="Mended"' in page.text, "nothing typed is lost"
    assert not StoryPicture.objects.exists()


def test_the_words_of_a_picture_that_is_there_cannot_be_emptied(client):
    story = illustrated()
    admin.enter(client)

    assert "Say what the picture shows." in send(client, story, alt=" ").text
    with pytest.raises(RuleError) as refusal:
        services.illustrate(story=story, picture=None, alt=" ")
    assert refusal.value.code == "no_alt"
    assert StoryPicture.objects.get().alt == "A red field"


def test_who_may_not_see_stories_does_not_see_their_pictures(client):
    story = illustrated(state=StoryState.DRAFT)
    address = reverse("admin:news_story_picture", args=[story.pk])

    assert client.get(address).status_code in {302, 404}
    client.force_login(make_author())
    assert client.get(address).status_code in {302, 403, 404}
    assert client.get(reverse("news:picture_small", args=[story.slug])).status_code == 404


def test_a_picture_is_shown_in_the_story_the_list_the_feed_and_where_it_is_shared(client):
    story = illustrated()
    plain = make_story()
    large = reverse("news:picture", args=[story.slug])
    small = reverse("news:picture_small", args=[story.slug])

    page = client.get(story.get_absolute_url()).text
    assert f'src="{large}" alt="A red field" width="1280" height="640"' in page
    shared = dict(re.findall(r'property="(og:image[:a-z]*)" content="([^"]*)"', page))
    assert shared["og:image"].endswith(large)
    assert shared["og:image:alt"] == "A red field"
    assert page.count('property="og:image"') == 1
    assert f'{large}"' in re.search(r'ld\+json">(.*?)</script>', page)[1]
    assert "share" in client.get(plain.get_absolute_url()).text

    listed = client.get("/news/").text
    assert f'src="{small}" alt="A red field"' in listed
    assert listed.count("story-row__picture") == 1

    entries = list(ET.fromstring(client.get("/news/feed/").content).iter(f"{ATOM}entry"))
    enclosures = [link.attrib for entry in entries for link in entry.findall(f"{ATOM}link")
                  if link.get("rel") == "enclosure"]  # fmt: skip
    content = client.get(large).content
    (enclosure,) = enclosures
    assert enclosure["href"].endswith(large)
    assert (enclosure["type"], enclosure["length"]) == ("image/webp", str(len(content)))


def test_in_lists_a_picture_is_small_and_one_that_is_small_already_is_itself(client):
    story = illustrated()
    sent = client.get(reverse("news:picture_small", args=[story.slug])).content
    with Image.open(BytesIO(sent)) as shown:
        assert shown.size == (480, 240)

    services.illustrate(story=story, picture=made((200, 100)), alt="Small")
    sent = client.get(reverse("news:picture_small", args=[story.slug])).content
    assert sent == bytes(StoryPicture.objects.get().content)


def test_a_sentence_with_signs_of_html_reads_as_it_was_written(client):
    make_story(lead="Faster where a < b & c", title="a < b")

    (entry,) = ET.fromstring(client.get("/news/feed/").content).iter(f"{ATOM}entry")

    assert entry.find(f"{ATOM}summary").text == "Faster where a &lt; b &amp; c"
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert entry.find(f"{ATOM}title").text == "a < b"
