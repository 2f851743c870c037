public import Measurement

extension RunLimit {
    /// A figure that must be above a limit.
    public static func must<Value: Comparable & Sendable>(
        _ name: String, above limit: Value, _ figure: @escaping @Sendable (RunReport) -> Figure<Value>
    ) -> RunLimit {
        RunLimit(name: "\(name) > \(words(limit))", isRequired: true) { (figure($0) > limit, "\(figure($0))") }
    }

    /// A figure that should be above a limit.
    public static func should<Value: Comparable & Sendable>(
        _ name: String, above limit: Value, _ figure: @escaping @Sendable (RunReport) -> Figure<Value>
    ) -> RunLimit {
        RunLimit(name: "\(name) > \(words(limit))", isRequired: false) { (figure($0) > limit, "\(figure($0))") }
    }

    /// A figure that must not fall below a limit: `.must("orders", atLeast: 10) { $0.metric("orders").total }`.
    public static func must<Value: Comparable & Sendable>(
        _ name: String, atLeast limit: Value, _ figure: @escaping @Sendable (RunReport) -> Figure<Value>
    ) -> RunLimit {
        RunLimit(name: "\(name) ≥ \(words(limit))", isRequired: true) { (figure($0) >= limit, "\(figure($0))") }
    }

    /// A figure that should not fall below a limit.
    public static func should<Value: Comparable & Sendable>(
        _ name: String, atLeast limit: Value, _ figure: @escaping @Sendable (RunReport) -> Figure<Value>
    ) -> RunLimit {
        RunLimit(name: "\(name) ≥ \(words(limit))", isRequired: false) { (figure($0) >= limit, "\(figure($0))") }
    }
}
