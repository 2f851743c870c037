import CLinux
import Foundation

/// The variable by which everything that a launch started is known, also what left its process group.
///
/// A command that goes into the background by a session of its own can't be ended with its group. Its variables are those that it was
/// started with all the same, unless it has cleared them.
struct LaunchMark: Sendable {
    /// The variable's name.
    static let name = "PLIMSOLL_LAUNCH"

    /// The variable's value, which no other launch has.
    let value = UUID().uuidString

    /// Returns the processes that bear the mark and run, this one's children among them.
    func processes() -> [pid_t] {
        let entry = Data("\(Self.name)=\(value)".utf8)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            // Of another user, or gone meanwhile: nothing that we have started.
            guard let variables = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/environ")) else {
                return false
            }
            return variables.split(separator: 0).contains(entry)
        }
    }

    /// Ends what still bears the mark: asked first, and killed after two seconds.
    func end() async {
        for process in processes() { kill(process, SIGTERM) }
        for _ in 0..<40 {
            if processes().isEmpty { return }
            try? await Task.sleep(for: .milliseconds(50))
        }
        for process in processes() { kill(process, SIGKILL) }
    }
}
