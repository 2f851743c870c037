/// The counters of one endpoint in one second and phase.
///
/// Unsafe: plain memory, owned by its recorder, which frees it; used on the recorder's thread.
struct RecorderCell {
    /// How many statuses have a counter of their own: 0 … 999, all that three digits can say.
    static let statusCount = 1000

    /// The next of the free cells.
    var next: UnsafeMutablePointer<RecorderCell>?
    /// What is counted here: samples that end in [startNs, endNs) and were planned in the phase.
    var second = 0
    var phase = 0
    var startNs: Int64 = 0
    var endNs: Int64 = 0

    var started: Int64 = 0
    var completed: Int64 = 0
    var bytesSent: Int64 = 0
    var bytesReceived: Int64 = 0
    private var response: CounterTable
    private var service: CounterTable
    private let statuses: UnsafeMutablePointer<UInt32>
    private let failures: UnsafeMutablePointer<UInt32>

    init(layout: HistogramLayout) {
        response = CounterTable(counterCount: layout.counterCount)
        service = CounterTable(counterCount: layout.counterCount)
        statuses = .allocateZeroed(Self.statusCount)
        failures = .allocateZeroed(FailureKind.allCases.count)
    }

    func free() {
        response.free()
        service.free()
        statuses.freeZeroed()
        failures.freeZeroed()
    }

    @inline(__always)
    mutating func record(_ sample: Sample, layout: borrowing HistogramLayout) {
        completed &+= 1
        bytesSent &+= sample.bytesSent
        bytesReceived &+= sample.bytesReceived
        response.record(sample.responseNs, layout: layout)
        service.record(sample.serviceNs, layout: layout)
        // In bounds: a status of more digits than three counts as none.
        statuses[UInt(bitPattern: sample.status) < UInt(Self.statusCount) ? sample.status : 0] &+= 1
        if let failure = sample.failure { failures[failure.index] &+= 1 }
    }

    /// What was counted, and the cell is empty again.
    mutating func take(layout: HistogramLayout) -> Tally {
        var tally = Tally(response: response.take(layout: layout), service: service.take(layout: layout))
        tally.started = started
        tally.completed = completed
        tally.bytesSent = bytesSent
        tally.bytesReceived = bytesReceived
        for kind in FailureKind.allCases where failures[kind.index] > 0 {
            tally.failures[kind] = Int64(failures[kind.index])
        }
        failures.update(repeating: 0, count: FailureKind.allCases.count)
        for status in 0..<Self.statusCount where statuses[status] > 0 {
            tally.statuses[status] = Int64(statuses[status])
        }
        statuses.update(repeating: 0, count: Self.statusCount)
        started = 0
        completed = 0
        bytesSent = 0
        bytesReceived = 0
        return tally
    }
}
