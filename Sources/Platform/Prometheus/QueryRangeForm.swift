internal import Foundation
internal import Measurement

/// The fields of a range query, as they are sent.
struct QueryRangeForm: Equatable {
    let query: String
    let start: Double
    let end: Double
    let step: Double

    /// The fields for a query over a time range.
    ///
    /// Samples are taken back from the range's end, so that a range shorter than a step has the one at its end. Where datapoints count the step before them, the first is a step after the start, so that together they tile the range from its start; the
    /// last one reaches beyond the range's end, so that nothing of it is left out.
    init(_ query: Prometheus.Query, range: Range<Date>) {
        step = query.step.seconds
        let first = range.lowerBound.timeIntervalSince1970
        let length = range.upperBound.timeIntervalSince(range.lowerBound)
        if query.countsPerStep {
            let steps = max(1, (length / step).rounded(.up))
            start = first + step
            end = first + steps * step
        } else {
            end = range.upperBound.timeIntervalSince1970
            start = end - (length / step).rounded(.down) * step
        }
        self.query = query.expression.replacingOccurrences(
            of: "$step", with: "\(Self.text(step * 1000, decimals: 0))ms")
    }

    /// The form as a body.
    var text: String {
        let fields = [
            ("query", query), ("start", Self.text(start, decimals: 3)), ("end", Self.text(end, decimals: 3)),
            ("step", Self.text(step, decimals: 3)),
        ]
        return fields.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
    }

    private static func text(_ number: Double, decimals: Int) -> String {
        number.fixed(decimals)
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || [0x2D, 0x2E, 0x5F, 0x7E].contains(byte)
            escaped += isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return escaped
    }
}
