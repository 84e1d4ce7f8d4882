"""URLs are taken as browsers take them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digestkit.links.address import InvalidUrl, as_written, join, parse


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("http://site.example", "http://site.example/"),
        ("HTTP://Site.Example:80/A", "http://site.example/A"),
        ("https://site.example:443/", "https://site.example/"),
        ("https://site.example:8443/", "https://site.example:8443/"),
        ("https://site.example:/", "https://site.example/"),
        ("http:site.example/a", "http://site.example/a"),
        ("http:\\\\site.example\\a", "http://site.example/a"),
        (
            "http://例子.测试/路径?问=答",
            "http://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF%E5%BE%84?%E9%97%AE=%E7%AD%94",
        ),
        ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
        ("http://site.example/a b", "http://site.example/a%20b"),
        ("http://site.example/%E4%B8%AD%2f?x=%20#frag", "http://site.example/%E4%B8%AD%2f?x=%20"),
        ("http://site.example/a/./b/../c", "http://site.example/a/c"),
        ("http://site.example/a/..", "http://site.example/"),
        ("http://site.example/%2e%2E/a", "http://site.example/a"),
        ("http://site.example/wiki/A_(b)", "http://site.example/wiki/A_(b)"),
        ("http://site.example/?", "http://site.example/"),
        ("http://site.example?q=1", "http://site.example/?q=1"),
        ("http://user:pass@site.example/", "http://site.example/"),
        ("http://a_b.site.example/", "http://a_b.site.example/"),
        ("http://site.example./", "http://site.example/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://[::FFFF:1.2.3.4]:8080/", "http://[::ffff:102:304]:8080/"),
        ("http://site.example/a?x='1'&y=\"2\"", "http://site.example/a?x=%271%27&y=%222%22"),
    ],
)
def test_sent(written: str, sent: str) -> None:
    assert parse(written).url == sent


@pytest.mark.parametrize(
    "written",
    [
        "", "site.example", "//site.example", "http:", "http://", "http:///path", "http://?q", "http://:80/",
        "http://site.example:99999/", "http://site.example:0/", "http://site.example:8o/", "http://a..b/",
        "http://" + "a" * 64 + ".example/", "http://a b.example/", "http://a\tb.example/", "http://a%00b.example/",
        "http://a%2fb.example/", "http://<script>/", "http://1.2.3.4.5/", "http://256.1.1.1/", "http://1.2.3.09/",
        "http://[::1", "http://[zz]/", "http://[fe80::1%25eth0]/", "http://a\u202eb.example/", "http://\u200b/",
        "ftp://site.example/", "javascript:alert(1)", "file:///etc/passwd", "http://-1.2.3.4/", "http://1_0.0.0.1/",
        "http://0x_f.1/", "http://-1.5/", "http://-①.1/", "http://a:00000899999/", "http://a:" + "0" * 5000 + "99999/",
        "http://a:" + "9" * 5000 + "/", "http://a:٣/",
    ],
)  # fmt: skip
def test_invalid(written: str) -> None:
    with pytest.raises(InvalidUrl):
        parse(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://site.example/a\tb\n", "http://site.example/ab"),
        (r"http://site.example/a\_b", "http://site.example/a_b"),
        ("http://site.example/?a=1&amp;b=2", "http://site.example/?a=1&b=2"),
        ("http://site.example/?a=1&copy=2", "http://site.example/?a=1&copy=2"),
        (" http://site.example/ ", "http://site.example/"),
    ],
)
def test_markdown_and_html_escapes(written: str, meant: str) -> None:
    assert as_written(written) == meant


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("b", "http://site.example/a/b"),
        ("/b", "http://site.example/b"),
        ("?b", "http://site.example/a/x?b"),
        ("//other.example/b", "http://other.example/b"),
        ("https://other.example", "https://other.example/"),
        (" /b\r\n", "http://site.example/b"),
        ("/中", "http://site.example/%E4%B8%AD"),
        ("/\udcd6\udcd0", "http://site.example/%D6%D0"),
    ],
)
def test_redirects(location: str, target: str) -> None:
    assert join(parse("http://site.example/a/x"), location).url == target


SIGNS = st.text("0123456789.-_xX:/@[]%①１。é中\u0301\udcff ", max_size=24)
"""What numbers, ports and addresses are made of, and what is taken for them."""


@given(
    st.text(max_size=60)
    | st.builds("http://{}/{}".format, st.text(max_size=20) | SIGNS, st.text(max_size=30))
    | st.builds("http://a:{}/".format, SIGNS)
)
def test_any_text_is_an_address_or_invalid(text: str) -> None:
    try:
        address = parse(as_written(text))
    except InvalidUrl:
        return
    assert address.url.isascii()
    assert address.url.isprintable()
    assert " " not in address.url
    assert parse(address.url) == address
