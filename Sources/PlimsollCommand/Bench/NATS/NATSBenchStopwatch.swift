import CLinux
import EventLoop

/// The time and the processor's time of a client's turn, told in words that the bench reads.
struct NATSBenchStopwatch {
    private var startNs: Int64 = 0
    private var startProcessor = 0.0

    /// The turn begins.
    mutating func begin() {
        startNs = Shard.now()
        startProcessor = Self.processorSeconds
    }

    /// The turn has ended, having taken so long; by default as long as the clock says.
    func report(_ count: Int, seconds: Double? = nil) {
        let seconds = seconds ?? Double(Shard.now() - startNs) / 1e9
        print("messages=\(count) seconds=\(seconds) cpu_seconds=\(Self.processorSeconds - startProcessor)")
    }

    /// What this process has used so far, in seconds.
    private static var processorSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
    }
}
