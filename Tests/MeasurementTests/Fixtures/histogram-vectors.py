# Writes the vectors of HistogramVectors.json with PyPI's hdrhistogram: python3 histogram-vectors.py > HistogramVectors.json
import base64, json, math, random, zlib
from hdrh.histogram import HdrHistogram

def vector(name, digits, highest, values):
    h = HdrHistogram(1, highest, digits)
    for value, count in values:
        h.record_value(value, count)
    text = h.encode()
    plain = zlib.decompress(base64.b64decode(text)[8:])
    # hdrhistogram rounds the rank to the nearest where Java's rounds it up: only ranks on which both agree are kept.
    agreed = [q for q in (0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999, 1.0)
              if 0 < h.total_count < 2 ** 52 and int(q * h.total_count + 0.5) == math.ceil(q * h.total_count - 1e-9)]
    quantiles = {str(q): h.get_value_at_percentile(q * 100) for q in agreed}
    return {
        "name": name, "digits": digits, "highest": highest, "values": [list(v) for v in values],
        "base64": text.decode(), "payload_hex": plain[40:].hex(), "count": h.total_count,
        "min": h.get_min_value() if values else None, "max": h.get_max_value() if values else None,
        "mean": h.get_mean_value() if values else None, "standard_deviation": h.get_stddev() if values else None,
        "quantiles": quantiles,
    }

random.seed(20240611)
HOUR = 3_600_000_000_000
powers = sorted({min(2 ** k + d, HOUR) for k in range(0, 42) for d in (-1, 0, 1) if 2 ** k + d > 0})
vectors = [
    vector("empty", 3, HOUR, []),
    vector("one nanosecond", 3, HOUR, [(1, 1)]),
    vector("one hour", 3, HOUR, [(HOUR, 1)]),
    vector("edges of all buckets", 3, HOUR, [(p, 1) for p in powers]),
    vector("powers of ten", 3, HOUR, [(10 ** k, k + 1) for k in range(0, 13)]),
    vector("large counts", 3, HOUR, [(1000, 63), (2000, 64), (3000, 8191), (4000, 8192), (5000, 2 ** 31), (6000, 2 ** 40), (7000, 2 ** 55)]),
    vector("lognormal around 10 ms", 3, HOUR, [(int(random.lognormvariate(16.1, 0.6)), 1) for _ in range(400)]),
    vector("uniform in the exponent", 3, HOUR, [(int(2 ** random.uniform(0, 41.7)), 1) for _ in range(400)]),
    vector("one digit", 1, HOUR, [(p, 2) for p in powers]),
    vector("two digits", 2, 60_000_000_000, [(min(p, 60_000_000_000), 3) for p in powers if p < 60_000_000_000]),
    vector("four digits", 4, HOUR, [(10 ** k + 7, 1) for k in range(0, 12)]),
    vector("five digits", 5, HOUR, [(10 ** k + 7, 1) for k in range(0, 12)]),
]
print("[\n" + ",\n".join(json.dumps(v) for v in vectors) + "\n]")
