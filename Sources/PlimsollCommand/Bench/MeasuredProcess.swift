import CLinux
import Foundation

/// A child process run to its end, with what it printed and the CPU time that it and its own children used.
struct MeasuredProcess: Sendable {
    let status: Int32
    let output: String
    let cpuSeconds: Double

    /// Runs the words as a command found on the path, its standard error merged into its output.
    ///
    /// Blocks the calling thread until the child has ended; meant for the bench, which does nothing else meanwhile.
    static func run(_ words: [String], environment: [String: String] = ProcessInfo.processInfo.environment) throws
        -> MeasuredProcess
    {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else {
            throw CommandFailure(.internalError, "no pipe: \(String(cString: strerror(errno)))")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])

        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process: pid_t = 0
        let spawned = posix_spawnp(&process, words[0], &actions, nil, &arguments, &variables)
        close(ends[1])
        guard spawned == 0 else {
            close(ends[0])
            throw CommandFailure(.missing, "\(words[0]) can't be started: \(String(cString: strerror(spawned)))")
        }
        let output = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true).readDataToEndOfFile()
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        return MeasuredProcess(
            status: status == 0 ? 0 : max(1, (status >> 8) & 0xff),
            output: String(decoding: output, as: UTF8.self),
            cpuSeconds: usage.ru_utime.seconds + usage.ru_stime.seconds)
    }
}

extension timeval {
    fileprivate var seconds: Double {
        Double(tv_sec) + Double(tv_usec) * 1e-6
    }
}
