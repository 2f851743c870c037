internal import Foundation

extension Fingerprint {
    /// The fingerprint of this machine and this build.
    package static func current(environment: [String: String] = ProcessInfo.processInfo.environment) -> Fingerprint {
        let info = ProcessInfo.processInfo
        return Fingerprint(
            os: osName(release: text("/etc/os-release"), fallback: info.operatingSystemVersionString),
            architecture: architecture,
            cpu: cpuModel(cpuinfo: text("/proc/cpuinfo")),
            cores: info.processorCount,
            memory: memoryClass(bytes: info.physicalMemory),
            container: containerLimits(
                cpu: text("/sys/fs/cgroup/cpu.max"), memory: text("/sys/fs/cgroup/memory.max")),
            runnerClass: environment["PLIMSOLL_RUNNER_CLASS"] ?? "unclassified",
            swift: swiftVersion,
            build: buildConfiguration,
            kernel: text("/proc/sys/kernel/osrelease")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "",
            image: environment["PLIMSOLL_IMAGE"] ?? "",
            host: info.hostName
        )
    }

    /// The name in `/etc/os-release`.
    static func osName(release: String?, fallback: String) -> String {
        for line in (release ?? "").split(separator: "\n") where line.hasPrefix("PRETTY_NAME=") {
            return line.dropFirst("PRETTY_NAME=".count).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
        }
        return fallback
    }

    /// The model in `/proc/cpuinfo`; ARM machines give their part number only.
    static func cpuModel(cpuinfo: String?) -> String {
        for key in ["model name", "Model", "CPU part"] {
            for line in (cpuinfo ?? "").split(separator: "\n") where line.hasPrefix(key) {
                guard let colon = line.firstIndex(of: ":") else { continue }
                return line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            }
        }
        return "unknown"
    }

    /// The memory to the nearest power of two of gibibytes, since a kernel keeps a varying part for itself.
    static func memoryClass(bytes: UInt64) -> String {
        let gibibytes = Double(bytes) / 1_073_741_824
        guard gibibytes > 0 else { return "unknown" }
        return "\(pow(2, log2(gibibytes).rounded()).formatted(.number.grouping(.never))) GiB"
    }

    /// The limits of control groups, version 2.
    static func containerLimits(cpu: String?, memory: String?) -> String {
        var limits: [String] = []
        let parts = (cpu ?? "").split { $0.isWhitespace }
        if parts.count == 2, let quota = Double(parts[0]), let period = Double(parts[1]), period > 0 {
            limits.append("cpu=\((quota / period * 100).rounded() / 100)")
        }
        if let memory, let bytes = Int64(memory.trimmingCharacters(in: .whitespacesAndNewlines)) {
            limits.append("memory=\(bytes / 1_048_576) MiB")
        }
        return limits.isEmpty ? "none" : limits.joined(separator: " ")
    }

    private static func text(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }

    private static var architecture: String {
        #if arch(x86_64)
            "x86_64"
        #elseif arch(arm64)
            "arm64"
        #else
            "other"
        #endif
    }

    private static var swiftVersion: String {
        #if swift(>=6.4)
            "6.4 or later"
        #elseif swift(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }

    private static var buildConfiguration: String {
        #if DEBUG
            "debug"
        #else
            "release"
        #endif
    }
}
