/// What a machine does beside the usual noise: shapes that the model's normal deviates don't have.
package enum NoisePattern: String, Sendable, CaseIterable {
    /// Nothing else.
    case usual
    /// Jobs differ in how noisy they are, by a factor of a half to two, and one launch in twenty is five times as lucky or unlucky.
    case outliers
    /// Whichever side is launched second is slower, by as much as jobs differ: the first one's caches, or what it left behind.
    case order
    /// A neighbour that wakes up every thirty seconds for ten, and makes everything slower by twice as much as jobs differ.
    case neighbour
    /// Stalls ten times as often.
    case stalls

    /// How long the neighbour's period is, in seconds, and how much of it the neighbour is awake.
    static let period = (length: 30.0, awake: 10.0)

    /// What it adds to the model's own noise, in words; nothing for the usual.
    var summary: String? {
        switch self {
        case .usual: nil
        case .outliers: "jobs half to twice as noisy, and one launch in twenty five times as lucky or unlucky"
        case .order: "the side that is launched second slower by the job's noise"
        case .neighbour: "a neighbour every 30 s for 10 s, twice the job's noise"
        case .stalls: "ten times the stalls"
        }
    }
}
