import Foundation
import Glibc

/// The processes of the machine, as the kernel shows them.
enum Children {
    /// The state of a process: R, S, Z …; nil when there is none of that number, or it isn't our child.
    static func state(of process: Int32) -> Character? {
        guard let status = Status(process), status.parent == getpid() else { return nil }
        return status.state
    }

    /// Whether a process that isn't ours has ended, be it that nobody has reaped it yet.
    static func hasEnded(_ process: Int32) -> Bool {
        Status(process).map { $0.state == "Z" } ?? true
    }

    /// Our children of a name.
    static func named(_ name: String) -> [Int32] {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { Int32($0) } ?? []
        return numbers.filter { number in
            Status(number).map { $0.parent == getpid() && $0.name == name } ?? false
        }
    }

    /// A line of `/proc/<process>/stat`: “7 (name) S 1 …”, where the name may hold blanks and parentheses.
    private struct Status {
        let name: String
        let state: Character
        let parent: Int32

        init?(_ process: Int32) {
            guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
                let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")")
            else { return nil }
            let fields = line[line.index(after: close)...].split(separator: " ")
            guard fields.count > 1, let state = fields[0].first, let parent = Int32(fields[1]) else { return nil }
            name = String(line[line.index(after: open)..<close])
            self.state = state
            self.parent = parent
        }
    }
}
