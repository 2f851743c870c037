/// How the generator fared in a second: what nobody measured is nil.
package struct HealthTally: Sendable, Hashable {
    /// The longest turn of any event loop.
    package var longestStallNs: Int64?
    /// The share of the processors that this process may use which it did use: 0 … 1.
    package var cpuShare: Double?
    /// File descriptors open, and how many may be.
    package var descriptors: Int?, descriptorLimit: Int?
    /// Resident memory in bytes.
    package var residentBytes: Int64?

    /// Creates a tally.
    package init(
        longestStallNs: Int64? = nil, cpuShare: Double? = nil, descriptors: Int? = nil, descriptorLimit: Int? = nil,
        residentBytes: Int64? = nil
    ) {
        self.longestStallNs = longestStallNs
        self.cpuShare = cpuShare
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
            descriptors: worst(descriptors, other.descriptors), residentBytes: worst(residentBytes, other.residentBytes)
        )
        // The tighter limit is the one that is reached first.
        merged.descriptorLimit = [descriptorLimit, other.descriptorLimit].compactMap(\.self).min()
        return merged
    }
}
