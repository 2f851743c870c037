/// The counters of a histogram being filled: plain memory, an increment a value, and cleared by the range that was touched.
///
/// Holds 32 bits a counter: a table is emptied once a second, and no shard finishes four billion requests in one. Memory of counters never
/// touched isn't resident, because calloc's zero pages aren't.
///
/// Unsafe: whoever creates a table frees it, and uses it on one thread.
struct CounterTable {
    private let counters: UnsafeMutablePointer<UInt32>
    private var low = Int.max
    private var high = -1
    private var saturated: Int64 = 0

    init(counterCount: Int) {
        counters = .allocateZeroed(counterCount)
    }

    func free() {
        counters.freeZeroed()
    }

    /// Counts a value; above the highest as the highest, below zero as zero.
    @inline(__always)
    mutating func record(_ ns: Int64, layout: borrowing HistogramLayout) {
        var value = ns < 0 ? 0 : ns
        if value > layout.highest {
            value = layout.highest
            saturated &+= 1
        }
        // In bounds: the layout has a counter for each value up to its highest.
        let index = layout.index(of: value)
        counters[index] &+= 1
        if index < low { low = index }
        if index > high { high = index }
    }

    /// What was counted, and the table is empty again.
    mutating func take(layout: HistogramLayout) -> Histogram {
        var histogram = Histogram(layout: layout)
        guard low <= high else { return histogram }
        histogram.hold(low...high)
        for index in low...high where counters[index] > 0 { histogram.add(Int64(counters[index]), at: index) }
        histogram.noteSaturated(saturated)
        (counters + low).update(repeating: 0, count: high - low + 1)
        low = .max
        high = -1
        saturated = 0
        return histogram
    }
}
