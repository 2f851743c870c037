import CLinux
import EventLoop
import Foundation
import Gate
import Load
import Measurement

/// What looks at an idle machine.
protocol MachineLook: Sendable {
    /// Looks for so long, and returns what it saw; nothing when an end was wanted before it could see anything.
    func look(for duration: Duration, isStopping: @escaping @Sendable () -> Bool) async -> MachineSight?
}

/// Looks at the machine with a thread that sleeps two milliseconds at a time, and by what its host and other
/// programs took meanwhile.
struct MachineProbe: MachineLook {
    private static let nap: Int64 = 2_000_000

    func look(for duration: Duration, isStopping: @escaping @Sendable () -> Bool) async -> MachineSight? {
        await withCheckedContinuation { continuation in
            // Sleeping blocks, so it has a thread of its own.
            let thread = Thread {
                continuation.resume(returning: Self.sight(for: duration.nanoseconds, isStopping: isStopping))
            }
            thread.name = "machine-probe"
            thread.start()
        }
    }

    private static func sight(for lengthNs: Int64, isStopping: () -> Bool) -> MachineSight? {
        let start = MonotonicClock.now()
        let use = ProcessorUse.now()
        var host = HostMonitor(atNs: start)
        var oversleep = Histogram()
        var moment = start
        while moment - start < lengthNs {
            if isStopping() { return nil }
            var length = timespec(tv_sec: 0, tv_nsec: Int(nap))
            // A signal that wakes it early is no hiccup: less than nothing counts as nothing.
            nanosleep(&length, nil)
            let woken = MonotonicClock.now()
            oversleep.record(max(0, woken - moment - nap))
            moment = woken
        }
        guard let p99 = oversleep.value(atQuantile: 0.99) else { return nil }
        let others = use.flatMap { ProcessorUse.now()?.others(since: $0, own: getpid()) }
        return MachineSight(
            stolenShare: host.measure(atNs: moment).stolenShare, oversleep: .nanoseconds(p99), others: others)
    }
}
