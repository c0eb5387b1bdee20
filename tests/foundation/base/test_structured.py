import json

from foundation.base.structured import json_ld


def test_the_block_holds_schema_org_data_without_empty_values():
    html = json_ld({"@type": "Organization", "name": "Ada & Co", "logo": "", "address": None})

    text = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(text) == {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": "Ada & Co",
    }


def test_a_name_cannot_end_the_block():
    assert json_ld({"name": "</script><script>alert(1)"}).count("</script>") == 1
