package import Measurement

/// That the generator's machine kept it from its schedule, and what was seen to take the processors from it.
///
/// Only the worst second's share is kept: a few late arrivals spoil a comparison of a few percent.
package struct Disturbance: Sendable, Equatable, Codable {
    /// The greatest share of the machine's processors that its host gave to others in a second, 0 … 1; nil when that isn't known.
    package var stolenShare: Double?
    /// The greatest share of a second for which the container's CPU limit held the generator back, 0 … 1; nil when that isn't known.
    package var throttledShare: Double?

    private enum CodingKeys: String, CodingKey {
        case stolenShare = "stolen_share"
        case throttledShare = "throttled_share"
    }

    /// Creates a disturbance.
    package init(stolenShare: Double? = nil, throttledShare: Double? = nil) {
        self.stolenShare = stolenShare
        self.throttledShare = throttledShare
    }

    /// Takes the worst seconds of what was measured.
    package init(_ noise: HostNoise) { self.init(stolenShare: noise.stolen.peak, throttledShare: noise.throttled.peak) }

    /// The worse of both.
    package func merged(with other: Disturbance) -> Disturbance {
        Disturbance(
            stolenShare: [stolenShare, other.stolenShare].compactMap(\.self).max(),
            throttledShare: [throttledShare, other.throttledShare].compactMap(\.self).max())
    }

    /// What took the processors, where that is noteworthy; nil where nothing was seen.
    package var cause: String? {
        var causes: [String] = []
        if let stolenShare, HostNoise.isNoteworthy(stolenShare) {
            causes.append(HostNoise.theft("up to \(HostNoise.percent(stolenShare))"))
        }
        if let throttledShare, HostNoise.isNoteworthy(throttledShare) {
            causes.append(HostNoise.throttling("up to \(HostNoise.percent(throttledShare))"))
        }
        return causes.isEmpty ? nil : causes.joined(separator: ", and ")
    }

    /// Whether waiting may help: a limit that held the generator back stays, what others take passes.
    package var mayPass: Bool { HostNoise.isNoteworthy(stolenShare) || !HostNoise.isNoteworthy(throttledShare) }

    /// What to do about the cause; nil where nothing was seen.
    package var remedy: String? {
        HostNoise.remedy(
            isStolen: HostNoise.isNoteworthy(stolenShare), isThrottled: HostNoise.isNoteworthy(throttledShare))
    }

    /// Returns what disturbed those of some blocks that were left out, with the remedy; nil where nothing was seen.
    static func fault(of blocks: [Block]) -> String? {
        let seen = blocks.filter { !$0.isValid }.compactMap(\.disturbance).filter { $0.cause != nil }
        let worst = seen.reduce(Disturbance()) { $0.merged(with: $1) }
        guard let cause = worst.cause, let remedy = worst.remedy else { return nil }
        return "\(cause) (\(seen.count == 1 ? "one block" : "\(seen.count) blocks") left out): \(remedy)"
    }
}
