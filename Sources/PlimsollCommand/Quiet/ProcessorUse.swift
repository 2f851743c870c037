import Foundation
import Gate
import Load
import Reporting

/// What the processes of this machine had used of its processors at a moment, in ticks of `/proc`.
///
/// From two moments follows what others took in between. Only for moments at which none of the gate's sides run: whatever isn't this
/// process counts as another's work.
struct ProcessorUse: Sendable, Equatable {
    /// A process.
    struct Process: Sendable, Equatable {
        /// The name of its program, at most 15 bytes of it.
        var name: String
        /// The time it used, in its own code and in the system's.
        var ticks: Int64
    }

    /// The time in which processors worked.
    private(set) var busy: Int64 = 0
    /// All time, idle and stolen included.
    private(set) var total: Int64 = 0
    /// The processes by their numbers. In a container these may be fewer than the machine runs.
    private(set) var processes: [Int32: Process] = [:]

    /// Reads what the system tells at the moment; nil where it tells nothing.
    static func now() -> ProcessorUse? {
        guard let stat = try? String(contentsOfFile: "/proc/stat", encoding: .utf8) else { return nil }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        let lines = names.compactMap { Int32($0) }.compactMap { number in
            // A process may have ended meanwhile.
            (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)).map { (number, $0) }
        }
        return ProcessorUse(stat: stat, processes: lines)
    }

    /// Reads the texts of `/proc/stat` and of `/proc/<number>/stat`; see proc(5).
    init?(stat: String, processes lines: [(Int32, String)]) {
        guard let ticks = ProcessorTimes.ticks(procStat: stat) else { return nil }
        total = Int64(clamping: ticks.reduce(0, +))
        // Neither idle, nor waiting for a disk, nor stolen.
        busy = total - Int64(clamping: ticks[3] + ticks[4] + ticks[7])
        for (number, line) in lines {
            // The name is in parentheses, and may have blanks and parentheses itself.
            guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")"), open < close else {
                continue
            }
            let fields = line[close...].split(separator: " ").dropFirst()
            // utime and stime are the 14th and 15th field, and the first behind the name is the third.
            let used = fields.dropFirst(11).prefix(2).compactMap { Int64($0) }
            guard used.count == 2 else { continue }
            let name = String(line[line.index(after: open)..<close]).harmless
            processes[number] = Process(name: name, ticks: used[0] + used[1])
        }
    }

    /// Returns what others took since an earlier moment; nil when no time passed between them.
    ///
    /// - Parameter own: the number of the process whose work isn't another's.
    func others(since earlier: ProcessorUse, own: Int32) -> OtherWork? {
        let all = total - earlier.total
        guard all > 0 else { return nil }
        func used(_ number: Int32) -> Int64 {
            guard let now = processes[number] else { return 0 }
            // A number that was given to another process begins anew.
            let before = earlier.processes[number].flatMap { $0.ticks <= now.ticks ? $0.ticks : nil } ?? 0
            return now.ticks - before
        }
        let work = max(0, busy - earlier.busy - used(own))
        var byName: [String: Int64] = [:]
        for (number, process) in processes where number != own { byName[process.name, default: 0] += used(number) }
        let most = byName.max { ($0.value, $1.key) < ($1.value, $0.key) }
        func share(_ ticks: Int64) -> Double { min(1, Double(ticks) / Double(all)) }
        return OtherWork(
            share: share(work), busiest: most.flatMap { $0.value > 0 ? $0.key : nil },
            busiestShare: share(most?.value ?? 0)
        )
    }
}
