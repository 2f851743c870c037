import Foundation

/// The processor's time and the memory of this process and of its kubectl processes, until now.
struct ObserverCost {
    private let at = ContinuousClock.now
    private let ownSeconds: Double
    private let kubectlSeconds: Double
    private let ownPeak: Double
    private let ownAnonymous: Double
    private let kubectlTotal: Double
    private let kubectlCount: Int

    /// Reads `/proc`.
    init() {
        let own = Status("self")
        ownSeconds = own?.seconds ?? 0
        let children = Self.children
        kubectlSeconds = (own?.endedSeconds ?? 0) + children.map(\.seconds).reduce(0, +)
        kubectlTotal = children.map(\.bytes).reduce(0, +)
        kubectlCount = children.count
        ownPeak = Self.kibibytes("VmHWM:", in: "/proc/self/status") * 1024
        ownAnonymous = Self.kibibytes("RssAnon:", in: "/proc/self/status") * 1024
    }

    /// What was used since, as a share of a core in percent and in bytes.
    func since(_ before: ObserverCost) -> Figures {
        let seconds = (at - before.at) / .seconds(1)
        return Figures(
            own: (ownSeconds - before.ownSeconds) / seconds * 100, ownBytes: ownPeak, ownDataBytes: ownAnonymous,
            kubectl: (kubectlSeconds - before.kubectlSeconds) / seconds * 100, kubectlBytes: kubectlTotal,
            processes: kubectlCount)
    }

    struct Figures {
        /// Percent of a core; the most that was resident, and what of it at the end is data and not the program itself.
        var own: Double, ownBytes: Double, ownDataBytes: Double
        /// Percent of a core; the memory at the end, what they share counted once.
        var kubectl: Double, kubectlBytes: Double
        var processes: Int
    }

    /// A process's line in `/proc/<process>/stat`: “7 (name) S 1 …”.
    private struct Status {
        let name: Substring
        let parent: Substring
        /// The time it used, and what its children that have ended used.
        let seconds: Double, endedSeconds: Double

        init?(_ process: String) {
            guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")")
            else { return nil }
            // Behind the name: state, parent, …, from the 12th on user and system time, then those of ended children.
            let fields = line[line.index(after: close)...].dropFirst().split(separator: " ")
            guard fields.count > 14 else { return nil }
            let times = fields[11...14].compactMap { Double($0) }
            guard times.count == 4 else { return nil }
            let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
            name = line[line.index(after: open)..<close]
            parent = fields[1]
            seconds = (times[0] + times[1]) / ticks
            endedSeconds = (times[2] + times[3]) / ticks
        }
    }

    /// The kubectl processes that run.
    private static var children: [(seconds: Double, bytes: Double)] {
        let own = "\(getpid())"
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.filter { Int32($0) != nil }.compactMap { folder in
            guard let status = Status(folder), status.name == "kubectl", status.parent == own else { return nil }
            return (status.seconds, kibibytes("Pss:", in: "/proc/\(folder)/smaps_rollup") * 1024)
        }
    }

    /// A line such as “VmHWM:  1234 kB” of a file; zero when there is none.
    private static func kibibytes(_ name: String, in file: String) -> Double {
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }
        return line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
    }
}
