import CLinux
import Foundation
import Gate
import Processes
import Synchronization

/// One launch of a side: a process group of its own on a free loopback port, its output in a file.
///
/// The group ends with this process, however that ends. What left the group is found by its mark when the side is stopped.
final class LaunchedSide: Sendable {
    /// Its address.
    let url: String

    private let process: pid_t
    /// How the process ended, once that is known; its number may belong to another one from then on.
    private let ending = Mutex<String?>(nil)
    private let groupGuard: GroupGuard?
    private let mark: LaunchMark
    /// Where the ready path of the side leads; nothing where it answers by itself.
    let redirection: String?

    private init(
        url: String, process: pid_t = 0, groupGuard: GroupGuard? = nil, mark: LaunchMark = LaunchMark(),
        redirection: String? = nil
    ) {
        self.url = url
        self.process = process
        self.groupGuard = groupGuard
        self.mark = mark
        self.redirection = redirection
    }

    /// Launches a side and waits until it answers; a URL is only asked whether it answers.
    ///
    /// - Parameter isStopping: asked while it waits; the wait ends with `CancellationError` when somebody wants an end.
    static func launch(
        _ side: Side, _ source: SideSource, folder: String, log: URL, isStopping: () -> Bool = { false }
    ) async throws -> LaunchedSide {
        if source.isURL {
            guard let place = ReadinessProbe(url: source.text, path: source.ready) else {
                throw CommandFailure(.usage, "the \(side.rawValue)'s URL can't be understood: “\(source.text)”")
            }
            // A proxy or TLS may lie between: only what is plain HTTP on this machine is asked.
            guard place.isLoopback else { return LaunchedSide(url: source.text) }
            guard let answer = place.answer(), answer.isReady else {
                throw CommandFailure(
                    .testFailed, "the \(side.rawValue) doesn't answer at \(source.text)\(source.ready); is it running?")
            }
            return LaunchedSide(url: source.text, redirection: answer.location)
        }
        let port = try LoopbackPort.free()
        let command = source.text.replacing("{port}", with: "\(port)")
        let mark = LaunchMark()
        let variables = source.environment.merging([LaunchMark.name: mark.value]) { _, own in own }
        let process = try spawn(command, variables, folder: folder, log: log)
        let url = "http://127.0.0.1:\(port)"
        let groupGuard: GroupGuard
        do { groupGuard = try GroupGuard(group: process) } catch {
            await LaunchedSide(url: "", process: process, mark: mark).stop()
            throw CommandFailure(.internalError, "\(error)")
        }
        let launched = LaunchedSide(url: url, process: process, groupGuard: groupGuard, mark: mark)
        let probe = ReadinessProbe(port: port, path: source.ready)
        let deadline = ContinuousClock.now + source.patience
        while true {
            let answer = probe.answer()
            if let ending = launched.howItEnded() {
                // Without its first process nobody would see how the side ends, nor could all of it be ended with the group.
                let leftSomething = !mark.processes().isEmpty
                await launched.stop()
                let background =
                    leftSomething ? ", and left something running in the background: launch it in the foreground" : ""
                throw CommandFailure(
                    .testFailed,
                    "the \(side.rawValue) ended with \(ending) before it was ready\(background): “\(command)”; its output is in \(log.path)"
                )
            }
            if let answer, answer.isReady {
                return LaunchedSide(
                    url: url, process: process, groupGuard: groupGuard, mark: mark, redirection: answer.location)
            }
            if isStopping() {
                await launched.stop()
                throw CancellationError()
            }
            guard ContinuousClock.now < deadline else {
                await launched.stop()
                throw CommandFailure(
                    .testFailed,
                    "the \(side.rawValue) didn't answer on port \(port)\(source.ready) within \(source.patience): does “\(source.text)” listen on {port}? "
                        + "Its output is in \(log.path)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Returns how the process ended, "code 1" or "signal 9"; nothing while it runs, and for a URL.
    func howItEnded() -> String? {
        guard process > 0 else { return nil }
        return ending.withLock { ending in
            if let ending { return ending }
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) == process else { return nil }
            ending = status & 0x7f == 0 ? "code \((status >> 8) & 0xff)" : "signal \(status & 0x7f)"
            return ending
        }
    }

    /// Ends the process group: asked first, and killed after ten seconds; then what has left it.
    func stop() async {
        guard process > 0 else { return }
        await stopGroup()
        await mark.end()
    }

    private func stopGroup() async {
        // The group outlives its first process as long as any of its children runs.
        kill(-process, SIGTERM)
        for _ in 0..<200 {
            if howItEnded() != nil, kill(-process, 0) != 0 { return }
            try? await Task.sleep(for: .milliseconds(50))
        }
        kill(-process, SIGKILL)
        while howItEnded() == nil { try? await Task.sleep(for: .milliseconds(10)) }
    }

    private static func spawn(_ command: String, _ variables: [String: String], folder: String, log: URL) throws
        -> pid_t
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log.path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let words = ["/bin/sh", "-c", "cd \"$1\" && eval \"$2\"", "sh", folder, command]
        let environment = ProcessInfo.processInfo.environment.merging(variables) { _, new in new }
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let entries: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + entries).forEach { free($0) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, words[0], &actions, &attributes, arguments, entries)
        guard result == 0 else {
            throw CommandFailure(.testFailed, "“\(command)” can't be launched: \(String(cString: strerror(result)))")
        }
        return process
    }
}
