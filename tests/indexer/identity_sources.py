"""The same two stories as pages, exports, API responses, feeds and JSON lines."""

import json
from html import escape

MILL = (
    "After nine years of silence the water mill below the weir turns again, and the miller grinds barley.",
    "Three villages send their bakers on every second Thursday, and each of them brings a sack with a mark.",
    "The wheel was built from larch by two apprentices, who measured the old one before it was taken apart.",
)
KITES = (
    "Forty children flew paper kites from the harbour wall on Sunday while grandparents judged colours.",
    "Ribbons were handed out before the tide came in, and the longest tail went twice around the lighthouse.",
    "The club meets again in spring, when the wind comes from the south and no nets are hung to dry.",
)


def page(
    title,
    texts,
    *,
    url="",
    number=17,
    kind="single single-post postid",
    head="",
    body="",
    language="en",
    names="",
):
    link = f'<link rel="canonical" href="{url}">' if url else ""
    text = "".join(f"<p>{each}</p>" for each in texts)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>{title} - Valley Letter</title>"
        f'{link}{head}</head><body class="{kind}-{number}{names}"><nav><a href="/">Home</a></nav><main>'
        f'<article class="post"><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-content">{text}{body}</div>'
        "</article></main><footer>Valley Letter</footer></body></html>"
    )


def item(
    number, title, texts, *, url, guid="", date="2022-03-04 09:15:00", kind="post", meta=None, excerpt=""
):
    fields = "".join(
        f"<wp:postmeta><wp:meta_key>{name}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value>"
        "</wp:postmeta>"
        for name, value in (meta or {}).items()
    )
    text = "\n\n".join(texts)
    return (
        f"<item><title>{escape(title)}</title><link>{url}</link><guid isPermaLink='false'>{guid}</guid>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date_gmt>{date}</wp:post_date_gmt><wp:status>publish</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type>{fields}</item>"
    )


def export(*items, site="https://valley.example"):
    wp = "http://wordpress.org/export/1.2/"
    base = (
        f"<wp:base_site_url>{site}</wp:base_site_url><wp:base_blog_url>{site}</wp:base_blog_url>"
        if site
        else ""
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0" xmlns:wp="{wp}" xmlns:excerpt="{wp}excerpt/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Valley Letter</title>'
        f"<language>en</language>{base}{''.join(items)}</channel></rss>"
    )


def post(number, title, texts, *, url, guid, date="2022-03-04T09:15:00", excerpt=""):
    return {
        "id": number,
        "date_gmt": date,
        "modified_gmt": date,
        "status": "publish",
        "type": "post",
        "link": url,
        "guid": {"rendered": guid},
        "title": {"rendered": title},
        "content": {"rendered": "".join(f"<p>{each}</p>" for each in texts), "protected": False},
        "excerpt": {"rendered": excerpt},
    }


def answer(*posts):
    return json.dumps(list(posts))


def entry(title, texts, *, url, guid):
    text = "".join(f"<p>{each}</p>" for each in texts)
    return (
        f"<item><title>{title}</title><link>{url}</link><guid isPermaLink='false'>{guid}</guid>"
        "<pubDate>Fri, 04 Mar 2022 09:15:00 +0000</pubDate>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )


def feed(*entries):
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Valley Letter</title><link>https://valley.example</link>{''.join(entries)}</channel></rss>"
    )


def line(number, title, texts, url="", date="2022-03-04"):
    row = {"id": number, "title": title, "body": "\n\n".join(texts), "url": url, "date": date}
    return json.dumps({name: value for name, value in row.items() if value}) + "\n"
