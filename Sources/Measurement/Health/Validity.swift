/// Whether a run's figures may be believed.
public enum Validity: Sendable, Hashable {
    /// The generator delivered the load.
    case valid
    /// It didn't, for these reasons; at least one.
    case invalid([InvalidReason])

    /// Whether the figures may be believed.
    public var isValid: Bool { self == .valid }

    /// Why not; empty for a valid run.
    public var reasons: [InvalidReason] {
        if case .invalid(let reasons) = self { reasons } else { [] }
    }
}

extension Validity: CustomStringConvertible {
    /// The verdict in one line.
    public var description: String {
        switch self {
        case .valid: "valid"
        case .invalid(let reasons): "invalid: " + reasons.map(\.description).joined(separator: "; ")
        }
    }
}
