"""XML files as bytes, in one way."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def document(root: Element) -> bytes:
    """Return an element and all in it as the content of an XML file: indented, in UTF-8."""
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body + b"\n"
