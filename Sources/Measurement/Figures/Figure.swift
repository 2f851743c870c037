/// A measured value with what stands behind it, or the reason why there is none.
///
/// A figure is compared with a plain value: `report.p95 < .milliseconds(300)`. A missing figure compares *false* with everything, `!=`
/// included, so that a limit on something that wasn't measured fails instead of passing. Write limits in the positive: the negation of a
/// false comparison is true.
///
/// Its description explains itself: `312 ms (p95 of 4,012)`, or `missing: no endpoint named “x”; there are: …`.
public struct Figure<Value: Comparable & Sendable>: Sendable {
    private enum Content: Sendable {
        case measured(Value, text: String)
        case missing(String)
    }

    private let content: Content

    /// Creates a figure that was measured.
    ///
    /// - Parameters:
    ///   - text: the value as it should be read, with its unit.
    ///   - basis: what stands behind it: `p95 of 4,012`.
    package init(_ value: Value, text: String, basis: String) {
        content = .measured(value, text: basis.isEmpty ? text : "\(text) (\(basis))")
    }

    /// Creates a figure that couldn't be measured.
    package init(missing reason: String) {
        content = .missing(reason)
    }

    /// The value; nil when it is missing.
    public var value: Value? {
        if case .measured(let value, _) = content { value } else { nil }
    }

    /// Why there is no value; nil when there is one.
    public var missingBecause: String? {
        if case .missing(let reason) = content { reason } else { nil }
    }
}

// MARK: - Comparing

extension Figure {
    /// Whether there is a value and it is below the limit.
    public static func < (figure: Figure, limit: Value) -> Bool { figure.value.map { $0 < limit } ?? false }
    /// Whether there is a value and it is at most the limit.
    public static func <= (figure: Figure, limit: Value) -> Bool { figure.value.map { $0 <= limit } ?? false }
    /// Whether there is a value and it is above the limit.
    public static func > (figure: Figure, limit: Value) -> Bool { figure.value.map { $0 > limit } ?? false }
    /// Whether there is a value and it is at least the limit.
    public static func >= (figure: Figure, limit: Value) -> Bool { figure.value.map { $0 >= limit } ?? false }
    /// Whether there is a value and it is this one.
    public static func == (figure: Figure, value: Value) -> Bool { figure.value.map { $0 == value } ?? false }
    /// Whether there is a value and it isn't this one.
    public static func != (figure: Figure, value: Value) -> Bool { figure.value.map { $0 != value } ?? false }

    /// Whether there is a value above the limit.
    public static func < (limit: Value, figure: Figure) -> Bool { figure > limit }
    /// Whether there is a value at or above the limit.
    public static func <= (limit: Value, figure: Figure) -> Bool { figure >= limit }
    /// Whether there is a value below the limit.
    public static func > (limit: Value, figure: Figure) -> Bool { figure < limit }
    /// Whether there is a value at or below the limit.
    public static func >= (limit: Value, figure: Figure) -> Bool { figure <= limit }

    /// Whether both have a value and the first is below the second.
    public static func < (first: Figure, second: Figure) -> Bool { second.value.map { first < $0 } ?? false }
    /// Whether both have a value and the first is at most the second.
    public static func <= (first: Figure, second: Figure) -> Bool { second.value.map { first <= $0 } ?? false }
    /// Whether both have a value and the first is above the second.
    public static func > (first: Figure, second: Figure) -> Bool { second.value.map { first > $0 } ?? false }
    /// Whether both have a value and the first is at least the second.
    public static func >= (first: Figure, second: Figure) -> Bool { second.value.map { first >= $0 } ?? false }
}

// MARK: - CustomStringConvertible

extension Figure: CustomStringConvertible {
    /// The value with what stands behind it, or why it is missing.
    public var description: String {
        switch content {
        case .measured(_, let text): text
        case .missing(let reason): "missing: \(reason)"
        }
    }
}
