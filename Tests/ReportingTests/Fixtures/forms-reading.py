"""Reads the forms of a report whose endpoints have hostile names, as their readers would, and fails at the first that isn't well-formed.

    python3 forms-reading.py <folder with the files and names.json>
"""
import csv
import html.parser
import io
import json
import pathlib
import re
import sys
import xml.etree.ElementTree

folder = pathlib.Path(sys.argv[1])


def read(name):
    """The text of a file, which must be UTF-8."""
    return (folder / name).read_bytes().decode("utf-8")


names = json.loads(read("names.json"))
csv.field_size_limit(1 << 24)


def read_csv():
    for name in ("plimsoll_stats.csv", "plimsoll_stats_history.csv", "plimsoll_failures.csv", "plimsoll_metrics.csv"):
        rows = list(csv.reader(io.StringIO(read(name), newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, name
    rows = list(csv.DictReader(io.StringIO(read("plimsoll_stats.csv"), newline="")))
    assert len(rows) == len(names) + 1, (len(rows), len(names))


def read_json():
    assert [one["name"] for one in json.loads(read("report.json"))["endpoints"]] == names
    json.loads(read("artillery.json"))


def read_junit():
    suite = xml.etree.ElementTree.fromstring(read("junit.xml")).find("testsuite")
    for attribute, element in (("tests", None), ("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
        cases = [case for case in suite.iter("testcase") if element is None or case.find(element) is not None]
        assert int(suite.get(attribute)) == len(cases), attribute


def read_prometheus():
    text = r'"(?:[^"\\\n\r]|\\["\\n])*"'
    line = re.compile(
        rf'([a-z_]+)(\{{[a-z_]+={text}(?:,[a-z_]+={text})*\}})? (NaN|[+-]Inf|-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)')
    declared, series, family = set(), set(), None
    report = read("metrics.prom")
    assert report.endswith("\n") and "\r" not in report
    for one in report[:-1].split("\n"):
        if one.startswith("# "):
            kind, name = one.split(" ")[1:3]
            assert (kind, name) not in declared, one
            declared.add((kind, name))
            family = name
            continue
        match = line.fullmatch(one)
        assert match, one[:300]
        assert re.fullmatch(family + r"(_bucket|_sum|_count)?", match[1]), (family, match[1])
        assert (match[1], match[2]) not in series, one[:300]
        series.add((match[1], match[2]))


def read_log():
    for one in read("histograms.hlog").rstrip("\n").split("\n"):
        if one.startswith(("#", '"StartTimestamp"')):
            continue
        assert re.fullmatch(r"Tag=[^,\s]+,\d+\.\d+,\d+\.\d+,\d+\.\d+,[A-Za-z0-9+/=]+", one), one[:300]


def read_annotations():
    for one in read("annotations.txt").rstrip("\n").split("\n"):
        assert re.fullmatch(r"::(error|warning|notice) title=[^,:\r\n]*::[^\r\n]*", one), one[:300]


def read_markdown(name):
    text = read(name)
    fence, columns, tables = None, 0, 0
    for one in text.split("\n"):
        if fence is None and (match := re.match("(`{3,})text$", one)):
            fence = match[1]
        elif fence is not None:
            if re.fullmatch(" {0,3}" + fence + "`*[ \t]*", one):
                fence = None
        elif one.startswith("| "):
            bars = len(re.findall(r"(?<!\\)(?:\\\\)*\|", one))
            assert columns in (0, bars), one[:300]
            columns, tables = bars, tables + (columns == 0)
        else:
            columns = 0
            bare = re.sub(r"</?(details|summary)>", "", one)
            assert "<" not in bare, one[:300]
    assert fence is None and tables >= 2, (fence, tables)


class Page(html.parser.HTMLParser):
    """A page whose elements are closed in their order."""

    void = {"meta", "link", "br"}

    def __init__(self):
        super().__init__()
        self.open = []
        self.titles = []

    def handle_starttag(self, tag, attributes):
        assert tag not in ("script", "iframe", "object", "img"), tag
        assert not any(name.startswith("on") for name, _ in attributes), attributes
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        pass

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag


def read_page():
    page = Page()
    page.feed(read("report.html"))
    page.close()
    assert not page.open, page.open


read_csv()
read_json()
read_junit()
read_prometheus()
read_log()
read_annotations()
read_markdown("report.md")
read_markdown("summary.md")
read_page()
print("read")
