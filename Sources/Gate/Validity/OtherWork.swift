internal import Measurement

/// What other programs of this machine took of its processors while the gate itself did nothing.
package struct OtherWork: Sendable, Equatable {
    /// The share of the machine's processors, 0 … 1.
    package var share: Double
    /// The name of the program that took most, all its processes together; nil when none can be seen, as from within a container.
    package var busiest: String?
    /// The share that it took.
    package var busiestShare: Double

    /// Creates what was seen.
    package init(share: Double, busiest: String? = nil, busiestShare: Double = 0) {
        self.share = share
        self.busiest = busiest
        self.busiestShare = busiestShare
    }

    /// What was seen, in words; nil where it is too little to be worth a word.
    package var text: String? {
        guard HostNoise.isNoteworthy(share) else { return nil }
        let whole = "other programs took \(HostNoise.percent(share)) of the processors"
        guard let busiest, HostNoise.isNoteworthy(busiestShare) else { return whole }
        return "\(whole) (most of all “\(busiest)”, \(HostNoise.percent(busiestShare)))"
    }
}
