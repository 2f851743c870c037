import CLinux
import Foundation
package import Measurement

/// Measures once a second what the generator's process uses – processors, descriptors, memory – and what others took from it.
package struct GeneratorMonitor {
    private var lastCPUNs: Int64
    private var lastNs: Int64
    private var host: HostMonitor

    /// Begins at a moment of the monotonic clock.
    package init(atNs: Int64) {
        lastCPUNs = Self.cpuNs()
        lastNs = atNs
        host = HostMonitor(atNs: atNs)
    }

    /// What was used since the last time.
    package mutating func measure(atNs: Int64) -> HealthTally {
        let cpuNs = Self.cpuNs()
        let elapsed = Double(max(1, atNs - lastNs)) * Machine.processorShare
        let share = Double(cpuNs - lastCPUNs) / elapsed
        lastCPUNs = cpuNs
        lastNs = atNs
        let (stolen, throttled) = host.measure(atNs: atNs)
        return HealthTally(
            cpuShare: min(1, max(0, share)), stolenShare: stolen, throttledShare: throttled,
            descriptors: Self.descriptors(), descriptorLimit: Self.descriptorLimit(),
            residentBytes: Self.residentBytes())
    }

    /// Lets the process open as many descriptors as the system allows it, as a connection a user needs one each.
    package static func raiseDescriptorLimit() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < limit.rlim_max
        else { return }
        limit.rlim_cur = limit.rlim_max
        // A refusal leaves the limit as it was, and the report says how much of it is used.
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private static func cpuNs() -> Int64 {
        var time = timespec()
        return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0
            ? Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) : 0
    }

    private static func descriptors() -> Int? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // ".", ".." and the folder itself aren't the load's.
        return max(0, count - 3)
    }

    private static func descriptorLimit() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return limit.rlim_cur > UInt(Int.max) ? Int.max : Int(limit.rlim_cur)
    }

    /// What this process holds in memory, in bytes; nil where the system doesn't tell.
    package static func residentBytes() -> Int64? {
        // The second number is the resident pages.
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
        else { return nil }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
