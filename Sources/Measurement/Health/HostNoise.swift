/// What others took from the generator while it loaded: the host of its machine, and the limit of its container.
package struct HostNoise: Sendable, Hashable {
    /// A share of a second that may have made requests start late: it takes 50 ms of a processor.
    package static let noteworthy = 0.05
    /// A mean share that a report mentions.
    package static let mentioned = 0.01

    /// The share of the machine's processors that its host gave to others.
    package var stolen = ShareTally()
    /// The share of the time for which the container's limit held the process back.
    package var throttled = ShareTally()

    /// Creates a tally of nothing.
    package init() {}

    /// Adds what was measured in a second.
    package mutating func add(_ health: HealthTally) {
        stolen.add(health.stolenShare)
        throttled.add(health.throttledShare)
    }

    /// Adds other seconds.
    package mutating func merge(_ other: HostNoise) {
        stolen.merge(other.stolen)
        throttled.merge(other.throttled)
    }

    /// What a report mentions, a sentence each; empty where little or nothing was taken.
    package var remarks: [String] { sentences { ($0.mean ?? 0) >= Self.mentioned || Self.isNoteworthy($0.peak) } }

    /// What may have made requests start late, a sentence each: the cause that is noteworthy in its worst second.
    package var causes: [String] { sentences { Self.isNoteworthy($0.peak) } }

    /// What to do about the causes; nil without one.
    package var remedy: String? {
        Self.remedy(isStolen: Self.isNoteworthy(stolen.peak), isThrottled: Self.isNoteworthy(throttled.peak))
    }

    private func sentences(_ isSaid: (ShareTally) -> Bool) -> [String] {
        (isSaid(stolen) ? [Self.sentence(stolen, Self.theft)] : [])
            + (isSaid(throttled) ? [Self.sentence(throttled, Self.throttling)] : [])
    }

    /// Says the mean, and the worst second where that tells more.
    private static func sentence(_ tally: ShareTally, _ words: (String) -> String) -> String {
        let (mean, peak) = (tally.mean ?? 0, tally.peak ?? 0)
        guard mean >= mentioned else { return words("up to \(percent(peak))") }
        return words(percent(mean)) + (peak < mean + noteworthy ? "" : ", \(percent(peak)) in the worst second")
    }
}

// MARK: - Words

extension HostNoise {
    /// Whether a share may have made requests start late.
    package static func isNoteworthy(_ share: Double?) -> Bool { (share ?? 0) >= noteworthy }

    /// Says how much the host took: “the host took 12 % of the processors”.
    package static func theft(_ share: String) -> String { "the host took \(share) of the processors" }

    /// Says how long the container's limit held the process back.
    package static func throttling(_ share: String) -> String {
        "the container's CPU limit held the generator back for \(share) of the time"
    }

    /// What to do about either; nil where there is neither.
    package static func remedy(isStolen: Bool, isThrottled: Bool) -> String? {
        switch (isStolen, isThrottled) {
        case (false, false): nil
        case (true, false): "use a quieter machine"
        case (false, true): "raise the container's CPU limit"
        case (true, true): "use a quieter machine, and raise the container's CPU limit"
        }
    }

    /// A share in whole percent.
    package static func percent(_ share: Double) -> String { "\((share * 100).fixed(0)) %" }
}
