/// What a metric of the user's own is.
public enum MetricKind: String, Sendable, CaseIterable, Codable {
    /// A sum that only grows: orders placed.
    case counter
    /// A value that goes up and down: items in a cart.
    case gauge
    /// Times: from the order to its confirmation.
    case timing
}
