import CLinux
import EventLoop
import Foundation

/// A child that owns the terminal's output as if it had been called directly; Ctrl-C and termination reach it as SIGINT.
///
/// It has a process group of its own, so that a Ctrl-C doesn't reach it twice: SwiftPM takes the second one as the order
/// to stop at once.
enum ForegroundProcess {
    /// Runs the words to their end and returns the exit code, 128 + n after signal n.
    static func run(_ words: [String], adding variables: [String: String]) async throws -> Int32 {
        let environment = ProcessInfo.processInfo.environment.merging(variables) { _, new in new }
        let process = try spawn(words, environment)
        let interruption = try Interruption(watchesParent: true) { notice in
            kill(process, notice.isUrgent ? SIGTERM : SIGINT)
        }
        defer { interruption.end() }
        return await withCheckedContinuation { continuation in
            // Waiting blocks, so it has a thread of its own.
            Thread.detachNewThread { continuation.resume(returning: wait(for: process)) }
        }
    }

    private static func spawn(_ words: [String], _ environment: [String: String]) throws -> pid_t {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process: pid_t = 0
        let result = posix_spawnp(&process, words[0], nil, &attributes, arguments, variables)
        guard result == 0 else {
            throw CommandFailure(.missing, "\(words[0]) can't be started: \(String(cString: strerror(result)))")
        }
        return process
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }
}
