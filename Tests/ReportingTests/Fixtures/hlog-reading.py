# Writes example.hlog.json: what PyPI's hdrhistogram reads in example.hlog.
#   PLIMSOLL_WRITE_LOG=$PWD/example.hlog swift test --filter HistogramLogTests; python3 hlog-reading.py
import json, re
from hdrh.histogram import HdrHistogram
from hdrh.log import HistogramLogReader

tags = [m.group(1) for m in re.finditer(r"^Tag=([^,]*),", open("example.hlog").read(), re.M)]
reader = HistogramLogReader("example.hlog", HdrHistogram(1, 3_600_000_000_000, 3))
lines = []
while histogram := reader.get_next_interval_histogram():
    lines.append({
        "tag": tags[len(lines)], "start_ms": histogram.get_start_time_stamp(), "end_ms": histogram.get_end_time_stamp(),
        "count": histogram.get_total_count(), "min": histogram.get_min_value(), "max": histogram.get_max_value(),
        "mean": histogram.get_mean_value(),
        "values": [[v.value_iterated_to, v.count_at_value_iterated_to] for v in histogram.get_recorded_iterator()],
    })
assert len(lines) == len(tags)
document = {"start_s": reader.get_start_time_sec(), "lines": lines}
json.dump(document, open("example.hlog.json", "w"), separators=(",", ":"))
