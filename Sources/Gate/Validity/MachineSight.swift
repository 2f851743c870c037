internal import Measurement

/// What a look at an idle machine showed: whether a gate can be measured on it.
package struct MachineSight: Sendable, Equatable {
    /// How late a sleeping thread may wake (99th percentile): the lag that makes a block invalid.
    package static let allowedOversleep = Duration.nanoseconds(Int64(GeneratorRules().lag))

    /// The share of the machine's processors that its host gave to others, 0 … 1; nil when the system doesn't tell.
    package var stolenShare: Double?
    /// How much later than asked for a thread woke that slept two milliseconds at a time (99th percentile).
    package var oversleep: Duration
    /// What other programs took of the processors meanwhile; nil when the system doesn't tell. It names what disturbs, and decides nothing:
    /// what matters is whether it keeps the generator from its schedule.
    package var others: OtherWork?

    /// Creates a sight.
    package init(stolenShare: Double? = nil, oversleep: Duration, others: OtherWork? = nil) {
        self.stolenShare = stolenShare
        self.oversleep = oversleep
        self.others = others
    }

    /// Whether a block would be valid, as far as an idle machine can tell.
    package var isQuiet: Bool { !HostNoise.isNoteworthy(stolenShare) && oversleep <= Self.allowedOversleep }

    /// The worse of both.
    package func merged(with other: MachineSight) -> MachineSight {
        MachineSight(
            stolenShare: [stolenShare, other.stolenShare].compactMap(\.self).max(),
            oversleep: max(oversleep, other.oversleep),
            others: [others, other.others].compactMap(\.self).max { $0.share < $1.share })
    }

    /// What was seen, in words; what the host and other programs took is left out where the system doesn't tell.
    package var text: String {
        let theft = stolenShare.map { HostNoise.theft(HostNoise.percent($0)) + ", " } ?? ""
        let work = others?.text.map { $0 + ", " } ?? ""
        return theft + work + "timers woke \(oversleep.brief) late (p99)"
    }
}
