"""What no form expects: values and files as somebody sends them who never saw the page."""

from django.core.files.uploadedfile import SimpleUploadedFile

VALUES = (
    "", " ", "\0", "a\0b", "é" * 5000, "\N{GRINNING FACE}" * 300, "\N{RIGHT-TO-LEFT OVERRIDE}x",
    "-1", "0", "1.5", "1,2", "9" * 30, "1e400", "NaN", "Infinity", "²", "١٢٣",
    "0000-00-00", "0001-01-01", "2022-13-45", "9999-12-31", "2022-10-10T25:61",
    "'\"><script>", "javascript:alert(1)", "%s%d{}{{x}}", "{", "[]", "true", "../../etc/passwd",
    "x@y.z\n", "\r\nBcc: x@example.org",
)  # fmt: skip
LONG = "é" * 300

FILES = (
    ("rows.csv", b"email,name\na@example.org,x\n"),
    ("bytes.csv", b"\0\xff,\xfe\n" * 10),
    ("x" * 300 + ".svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    ("statement.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><Document>&a;</Document>"),
    ("empty.png", b""),
)


def value(chance):
    """One of the values."""
    return chance.choice(VALUES)


def upload(chance):
    """One of the files, as a browser would send it."""
    name, content = chance.choice(FILES)
    return SimpleUploadedFile(name, content)
