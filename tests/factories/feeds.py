"""Feeds as the large code hosts and PyPI write them, by hand and small: shape and oddities are theirs."""

# https://github.com/<owner>/<repository>/releases.atom
GITHUB = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en-US">
  <id>tag:github.com,2008:https://github.com/example/harbour/releases</id>
  <link type="text/html" rel="alternate" href="https://github.com/example/harbour/releases"/>
  <link type="application/atom+xml" rel="self" href="https://github.com/example/harbour/releases.atom"/>
  <title>Release notes from harbour</title>
  <updated>2022-10-09T12:45:07Z</updated>
  <entry>
    <id>tag:github.com,2008:Repository/1101/v3.1.0-rc1</id>
    <updated>2022-10-09T12:45:07Z</updated>
    <link rel="alternate" type="text/html" href="https://github.com/example/harbour/releases/tag/v3.1.0-rc1"/>
    <title>Try this one</title>
    <content type="html">&lt;h2&gt;What&amp;#39;s changed&lt;/h2&gt;</content>
    <author><name>somebody</name></author>
    <media:thumbnail height="30" width="30" url="https://avatars.example/u/1?s=60&amp;v=4"/>
  </entry>
  <entry>
    <id>tag:github.com,2008:Repository/1101/v3.0.1</id>
    <updated>2022-10-03T08:00:00Z</updated>
    <link rel="alternate" type="text/html" href="https://github.com/example/harbour/releases/tag/v3.0.1"/>
    <title>Harbour: fixes for Ubuntu 22.04 and the beta API</title>
    <content>No content.</content>
    <author><name>somebody</name></author>
  </entry>
  <entry>
    <id>tag:github.com,2008:Repository/1101/zed-eol</id>
    <updated>2022-09-01T08:00:00Z</updated>
    <link rel="alternate" type="text/html" href="https://github.com/example/harbour/releases/tag/zed-eol"/>
    <title>Harbour 2.9.0</title>
    <author><name>somebody</name></author>
  </entry>
</feed>"""

# Of the Python Package Index, as its feed of the releases of a project is written.
PYPI = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://www.rssboard.org/rss-0.91.dtd">
<rss version="0.91">
 <channel>
  <title>PyPI recent updates for harbour</title>
  <link>https://packages.example/project/harbour/</link>
  <description>Recent updates to the Python Package Index for harbour</description>
  <language>en</language>
    <item>
      <title>1!2.0.0</title>
      <link>https://packages.example/project/harbour/1!2.0.0/</link>
      <description>A harbour for clouds</description>
      <pubDate>Sun, 09 Oct 2022 10:20:30 GMT</pubDate>
    </item>
    <item>
      <title>2023.1.0b2</title>
      <link>https://packages.example/project/harbour/2023.1.0b2/</link>
      <description>A harbour for clouds</description>
      <pubDate>Tue, 20 Sep 2022 23:30:00</pubDate>
    </item>
    <item>
      <title>2022.2</title>
      <link>https://packages.example/project/harbour/2022.2/</link>
      <description></description>
      <pubDate></pubDate>
    </item>
 </channel>
</rss>"""

# https://gitlab.com/<group>/<project>/-/tags?format=atom: a tag without a release has no time.
GITLAB = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<title>harbour tags</title>
<link href="https://gitlab.com/example/harbour/-/tags?format=atom" rel="self" type="application/atom+xml"/>
<link href="https://gitlab.com/example/harbour/-/tags" rel="alternate" type="text/html"/>
<id>https://gitlab.com/example/harbour/-/tags</id>
<updated>2022-10-05T22:30:00-05:00</updated>
<entry>
  <id>https://gitlab.com/example/harbour/-/tags/v1.2.3</id>
  <link href="https://gitlab.com/example/harbour/-/tags/v1.2.3"/>
  <title>v1.2.3</title>
  <summary>Release</summary>
  <content type="html">&lt;p dir="auto"&gt;Notes&lt;/p&gt;</content>
  <updated>2022-10-05T22:30:00-05:00</updated>
  <media:thumbnail width="40" height="40" url="https://avatars.example/1"/>
  <author><name>Somebody</name><email>somebody@example.org</email></author>
</entry>
<entry>
  <id>https://gitlab.com/example/harbour/-/tags/v1.2.3-rc1</id>
  <link href="https://gitlab.com/example/harbour/-/tags/v1.2.3-rc1"/>
  <title>v1.2.3-rc1</title>
  <summary></summary>
</entry>
</feed>"""

# https://<gitea>/<owner>/<repository>/tags.rss; the key is a number and the address.
GITEA = b"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel>
    <title>Tags for example/harbour</title>
    <link>https://code.example/example/harbour/tags</link>
    <description></description>
    <pubDate>Mon, 10 Oct 2022 08:00:00 +0000</pubDate>
    <item>
      <title>Harbour Zed</title>
      <link>https://code.example/example/harbour/releases/tag/26.0.0</link>
      <description></description>
      <content:encoded><![CDATA[<p>First <br/> notes & more</p>]]></content:encoded>
      <author>somebody</author>
      <guid>71: https://code.example/example/harbour/releases/tag/26.0.0</guid>
      <pubDate>Wed, 05 Oct 2022 14:00:00 +0200</pubDate>
    </item>
    <item>
      <title>26.0.0_rc1</title>
      <link>https://code.example/example/harbour/src/tag/26.0.0_rc1</link>
      <guid>70: https://code.example/example/harbour/src/tag/26.0.0_rc1</guid>
      <pubDate>Wed, 14 Sep 2022 14:00:00 +0200</pubDate>
    </item>
  </channel>
</rss>"""

# Ten thousand times "lol" from a few lines, if its entities were read.
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<rss version="2.0"><channel><item><title>&d;</title><guid>1</guid></item></channel></rss>"""

WEB_PAGE = b"""\xef\xbb\xbf
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in</title><link rel="x"></head><body>Sign in<br></body></html>"""
