internal import CLinux
internal import Glibc

/// Kills a process group when this process is gone, however it ended.
///
/// The kernel ties a program to us that we have started ourselves (see Companion), but not what a start script has started.
/// So a shell waits for the end of a pipe whose other end only we hold, and kills the group then. It is in a group of its
/// own, so that a terminal's Ctrl-C doesn't end it before us, and it is gone when nobody holds the guard any more.
package final class GroupGuard: Sendable {
    private let shell: pid_t
    private let lifeline: Int32

    /// Guards a group, by the number of its first process.
    package init(group: Int32) throws {
        precondition(group > 1, "\(group) is no process group of ours")
        var ends: [Int32] = [-1, -1]
        guard plimsoll_pipe(&ends) == 0 else { throw ChildProcessError(path: "a pipe", number: errno) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let script = "read -r _; kill -KILL -\(group)"
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), strdup("-c"), strdup(script), nil]
        var nothing: [UnsafeMutablePointer<CChar>?] = [nil]
        defer { for text in words { free(text) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, &nothing)
        guard result == 0 else {
            close(ends[1])
            throw ChildProcessError(path: "/bin/sh", number: result)
        }
        (shell, lifeline) = (process, ends[1])
    }

    deinit {
        kill(shell, SIGKILL)
        var status: Int32 = 0
        while waitpid(shell, &status, 0) < 0, errno == EINTR {}
        close(lifeline)
    }
}
