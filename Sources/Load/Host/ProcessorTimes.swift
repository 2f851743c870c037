/// What the machine's processors have done since it started, in ticks of the kernel.
package struct ProcessorTimes: Sendable, Equatable {
    /// The fewest ticks between two readings that tell a share: with fewer, one tick alone would look like a noisy host.
    package static let fewestTicks: UInt64 = 50

    /// The ticks that the host gave to others while this machine wanted them.
    package let stolen: UInt64
    /// All ticks.
    package let total: UInt64

    /// Creates times.
    package init(stolen: UInt64, total: UInt64) {
        self.stolen = stolen
        self.total = total
    }

    /// Reads the first line of /proc/stat; nil where it isn't one, or comes from a kernel that doesn't count stolen time.
    package init?(procStat text: String) {
        guard let ticks = Self.ticks(procStat: text) else { return nil }
        self.init(stolen: ticks[7], total: ticks.reduce(0, +))
    }

    /// Reads the first line of /proc/stat (proc(5)); nil where it isn't one, or has fewer numbers.
    ///
    /// - Returns: user, nice, system, idle, iowait, irq, softirq and steal, whose sum is no overflow; the times of guests, which follow, are in
    ///   user and nice already.
    package static func ticks(procStat text: String) -> [UInt64]? {
        guard let line = text.split(separator: "\n", maxSplits: 1).first else { return nil }
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().prefix(8).compactMap { UInt64($0) }
        guard words.first == "cpu", numbers.count == 8 else { return nil }
        var total: UInt64 = 0
        for number in numbers {
            let (sum, isTooMuch) = total.addingReportingOverflow(number)
            guard !isTooMuch else { return nil }
            total = sum
        }
        return numbers
    }

    /// Returns the share of the ticks since an earlier reading that were stolen, 0 … 1; nil when there were too few of them to tell.
    package func stolenShare(since earlier: ProcessorTimes) -> Double? {
        // Counters of a machine that moved to another host may go back.
        guard total >= earlier.total, total - earlier.total >= Self.fewestTicks else { return nil }
        let stolen = stolen > earlier.stolen ? stolen - earlier.stolen : 0
        return min(1, Double(stolen) / Double(total - earlier.total))
    }
}
