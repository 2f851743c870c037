import Foundation

/// What of a repetition is compared: a kind of figure, and the endpoint it belongs to.
///
/// Its text is the kind's word, and the endpoint after a blank: "p99w GET /product/{id}", "throughput", "seconds recovery".
package struct Metric: Hashable, Sendable {
    /// The kinds of figures.
    package enum Kind: Hashable, Sendable {
        /// The median of all response times after the warm-up.
        case p50
        /// The median over windows of the window's 95th percentile.
        case p95w
        /// The median over windows of the window's 99th percentile.
        case p99w
        /// Successfully completed requests a second.
        case throughput
        /// Seconds that hold an error or a stall.
        case badSeconds
        /// How long something took, such as a recovery, by its name.
        case seconds
    }

    /// The kind of figure.
    package let kind: Kind

    /// The endpoint or, for a duration, its name; nothing for the whole run.
    package let subject: String?

    /// Creates a metric of an endpoint, or of the whole run.
    package init(_ kind: Kind, of subject: String? = nil) {
        self.kind = kind
        self.subject = subject
    }

    /// Whether a larger value is the better one.
    package var isBetterWhenLarger: Bool { kind == .throughput }

    /// Whether the metric counts seconds rather than measuring a level.
    package var isCount: Bool { kind == .badSeconds }

    /// The unit of a level, as it stands in file keys.
    package var unit: String {
        switch kind {
        case .p50, .p95w, .p99w: "ns"
        case .throughput: "per_s"
        case .badSeconds: "bad_s"
        case .seconds: "s"
        }
    }
}

extension Metric.Kind {
    /// The words of the kinds.
    static let words: [(kind: Metric.Kind, word: String)] = [
        (.p50, "p50"), (.p95w, "p95w"), (.p99w, "p99w"), (.throughput, "throughput"), (.badSeconds, "badSeconds"),
        (.seconds, "seconds"),
    ]

    /// The kind's word in a metric's text.
    var word: String { Self.words.first { $0.kind == self }?.word ?? "" }
}

extension Metric: LosslessStringConvertible, Comparable, Codable {
    package var description: String { subject.map { "\(kind.word) \($0)" } ?? kind.word }

    package init?(_ description: String) {
        let parts = description.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard let word = parts.first, let kind = Kind.words.first(where: { $0.word == word })?.kind else { return nil }
        let subject = parts.count > 1 ? String(parts[1]) : nil
        guard subject != "", kind != .seconds || subject != nil else { return nil }
        self.init(kind, of: subject)
    }

    package static func < (left: Metric, right: Metric) -> Bool { left.description < right.description }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let metric = Metric(text) else {
            let known = Kind.words.map(\.word).joined(separator: ", ")
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "“\(text)” names no metric; the kinds are \(known)")
        }
        self = metric
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
