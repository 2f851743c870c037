internal import CLinux
internal import Foundation
internal import Glibc
internal import Synchronization

/// A program that runs beside this one: a broker, a web server, a cluster of stand-ins.
///
/// It never outlives this process. A thread of its own starts it, waits for its end and collects it at once; the kernel
/// kills it when that thread is gone, which is when this process is gone, be it by a crash or by SIGKILL. It has a process
/// group of its own, so that a terminal's Ctrl-C doesn't reach it, and its input is the null device. What it has started
/// itself ends with it, unless this process is killed meanwhile: the kernel looks after our own children only.
package final class Companion: Sendable {
    /// How a program ended.
    package enum Ending: Sendable, Equatable, CustomStringConvertible {
        case code(Int32)
        case signal(Int32)

        package var description: String {
            switch self {
            case .code(let code): "code \(code)"
            case .signal(let signal): "signal \(signal)"
            }
        }
    }

    /// What the thread and its owner share.
    private final class Life: Sendable {
        let process = Mutex<pid_t>(0)
        let ending = Mutex<Ending?>(nil)
        let started = StopSignal()
        let ended = StopSignal()
    }

    /// The number of its process; another's once it has ended.
    package let id: Int32
    private let life = Life()

    /// Starts a program, and returns when it runs.
    ///
    /// - Parameters:
    ///   - path: the program's; a name without a slash is looked for in the environment's PATH.
    ///   - folder: where it runs; nil where this process does.
    ///   - output: the descriptor that its output goes to, which stays the caller's to close; nil throws it away.
    ///   - errors: the same for its error stream.
    package init(
        path: String, arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
        folder: String? = nil, output: Int32? = nil, errors: Int32? = nil
    ) throws {
        let null = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { if null >= 0 { close(null) } }
        let (output, errors) = (output ?? null, errors ?? null)
        let thread = Thread { [life] in
            let process = Self.words(path, arguments, environment, folder: folder).spawn(output: output, errors: errors)
            life.process.withLock { $0 = process }
            life.started.stop()
            if process > 0 { Self.collect(process, life) }
        }
        thread.name = "companion"
        thread.start()
        life.started.wait()
        let process = life.process.withLock { $0 }
        guard process > 0 else { throw ChildProcessError(path: path, number: -process) }
        id = process
    }

    deinit { end() }

    /// How it ended; nil while it runs.
    package var ending: Ending? { life.ending.withLock { $0 } }

    /// Whether it runs.
    package var isRunning: Bool { ending == nil }

    /// Sends a signal to the program alone, such as the one that has a server read its configuration again.
    package func signal(_ number: Int32) {
        life.ending.withLock { if $0 == nil { _ = Glibc.kill(id, number) } }
    }

    /// Ends it with everything it has started: asked first, and killed when that takes longer. Blocks until it is gone.
    package func end(within patience: Duration = .seconds(10)) {
        signalGroup(SIGTERM)
        if !life.ended.wait(atMost: patience) { kill() }
    }

    /// Kills it with everything it has started, as a crash would. Blocks until it is gone.
    package func kill() {
        signalGroup(SIGKILL)
        life.ended.wait()
    }

    /// Waits for its end. Blocks, so it belongs on a thread of one's own.
    package func wait() -> Ending {
        life.ended.wait()
        return ending ?? .signal(SIGKILL)
    }

    private func signalGroup(_ number: Int32) {
        life.ending.withLock { if $0 == nil { _ = Glibc.kill(-id, number) } }
    }

    /// A search or a change of folder is left to env, which becomes the program.
    private static func words(
        _ path: String, _ arguments: [String], _ environment: [String: String], folder: String?
    ) -> CommandWords {
        if folder == nil, path.contains("/") {
            return CommandWords(path: path, arguments: arguments, environment: environment)
        }
        let place = folder.map { ["-C", $0] } ?? []
        return CommandWords(path: "/usr/bin/env", arguments: place + [path] + arguments, environment: environment)
    }

    /// Waits until the program has ended, ends what it has left running, and collects it.
    private static func collect(_ process: pid_t, _ life: Life) {
        // It stays uncollected until the lock is held, so that nobody signals another process of the same number.
        var information = siginfo_t()
        while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        life.ending.withLock { ending in
            _ = Glibc.kill(-process, SIGKILL)
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            ending = status & 0x7f == 0 ? .code((status >> 8) & 0xff) : .signal(status & 0x7f)
        }
        life.ended.stop()
    }
}
