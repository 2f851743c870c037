/// How the generator fared in a second: what nobody measured is nil.
package struct HealthTally: Sendable, Hashable {
    /// The longest turn of any event loop.
    package var longestStallNs: Int64?
    /// The share of the processors that this process may use which it did use: 0 … 1.
    package var cpuShare: Double?
    /// The share of the machine's processor time that its host gave to others: 0 … 1.
    package var stolenShare: Double?
    /// The share of the time for which the limit of its container held the process back: 0 … 1.
    package var throttledShare: Double?
    /// File descriptors open, and how many may be.
    package var descriptors: Int?, descriptorLimit: Int?
    /// Resident memory in bytes.
    package var residentBytes: Int64?

    /// Creates a tally.
    package init(
        longestStallNs: Int64? = nil, cpuShare: Double? = nil, stolenShare: Double? = nil,
        throttledShare: Double? = nil, descriptors: Int? = nil, descriptorLimit: Int? = nil, residentBytes: Int64? = nil
    ) {
        self.longestStallNs = longestStallNs
        self.cpuShare = cpuShare
        self.stolenShare = stolenShare
        self.throttledShare = throttledShare
        self.descriptors = descriptors
        self.descriptorLimit = descriptorLimit
        self.residentBytes = residentBytes
    }

    /// Whether nothing was measured.
    package var isEmpty: Bool { self == HealthTally() }

    /// The worst of both.
    package func merged(with other: HealthTally) -> HealthTally {
        func worst<Value: Comparable>(_ first: Value?, _ second: Value?) -> Value? {
            guard let first, let second else { return first ?? second }
            return Swift.max(first, second)
        }
        var merged = HealthTally(
            longestStallNs: worst(longestStallNs, other.longestStallNs), cpuShare: worst(cpuShare, other.cpuShare),
            stolenShare: worst(stolenShare, other.stolenShare),
            throttledShare: worst(throttledShare, other.throttledShare),
            descriptors: worst(descriptors, other.descriptors), residentBytes: worst(residentBytes, other.residentBytes)
        )
        // The tighter limit is the one that is reached first.
        merged.descriptorLimit = [descriptorLimit, other.descriptorLimit].compactMap(\.self).min()
        return merged
    }
}
