import Foundation

/// What this process may use of the machine.
package enum Machine {
    /// How many processors the process may use, at least 1.
    package static let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)

    /// How much processor time a second the process may use: its processors, or less by the limit of its container.
    package static let processorShare: Double = {
        // cgroup v2: "max 100000" without a limit, "50000 100000" for half a processor.
        let text = (try? String(contentsOfFile: "/sys/fs/cgroup/cpu.max", encoding: .utf8)) ?? ""
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let quota = Double(parts[0]), let period = Double(parts[1]), period > 0 else {
            return Double(cores)
        }
        return min(Double(cores), quota / period)
    }()
}
