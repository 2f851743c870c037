import Dispatch
import Foundation
import Load
import Synchronization

/// Keeps as many users in a run as a file says, looked at once a second: `echo 50 > users` while the load goes on.
///
/// In a cluster the file is a config map that is mounted, and changing the map changes the load of a running generator.
final class UsersFile: Sendable {
    private let path: String
    private let control: RunControl
    private let say: @Sendable (String) -> Void
    /// What was read last; nil before the first look.
    private let last = Mutex<String?>(nil)

    /// A file at a path that acts on a run; what can't be understood in it is said once.
    init(path: String, control: RunControl, say: @escaping @Sendable (String) -> Void) {
        self.path = path
        self.control = control
        self.say = say
    }

    /// Begins to look, at once and then each second, on a thread of its own as disks may be slow; until the timer is cancelled.
    func watch() -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "plimsoll.users-file"))
        timer.setEventHandler { self.look() }
        timer.schedule(deadline: .now(), repeating: 1)
        timer.resume()
        return timer
    }

    /// Looks whether another number is asked for.
    func look() {
        let text = (try? String(contentsOfFile: path, encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
        let isNew = last.withLock { last in
            defer { last = text ?? "" }
            return last != (text ?? "")
        }
        guard isNew else { return }
        switch Self.wish(in: text) {
        case .success(let users): control.keepUsers(users)
        case .failure(let fault):
            say("PLIMSOLL_USERS_FILE is “\(path)”, \(fault.description); the number of users stays as it is")
        }
    }

    /// What is wrong with a file.
    struct Fault: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// The number of users in a file's text; nil text for a file that can't be read.
    static func wish(in text: String?) -> Result<Int, Fault> {
        guard let text else { return .failure(Fault(description: "which can't be read yet")) }
        guard let users = Int(text), users >= 0 else {
            return .failure(Fault(description: "which holds “\(text.prefix(40))” and not a whole number of at least 0"))
        }
        guard Double(users) <= LoadBounds.users else {
            return .failure(
                Fault(description: "which asks for \(users) users, more than the \(Int(LoadBounds.users)) of any load"))
        }
        return .success(users)
    }
}
