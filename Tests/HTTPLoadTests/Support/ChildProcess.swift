import Glibc

/// A process that a test has started.
///
/// Not Foundation's: its waiting for an end needs a run loop and hangs when many tests wait on the threads of the pool.
struct ChildProcess {
    let id: pid_t

    /// Starts a program that is looked for on the path and in the places of servers, its output thrown away.
    init(_ arguments: [String], folder: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words =
            ["env", "-C", folder, "PATH=/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"] + arguments
        var texts: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { texts.forEach { free($0) } }
        var child = pid_t()
        let code = posix_spawn(&child, "/usr/bin/env", &actions, nil, &texts, environ)
        guard code == 0 else { throw SpawnFailed(errno: code) }
        id = child
    }

    struct SpawnFailed: Error {
        let errno: Int32
    }

    /// Waits for its end.
    func wait() {
        while waitpid(id, nil, 0) < 0 && errno == EINTR {}
    }

    /// Whether it has ended by itself; it needn't be waited for then.
    func hasEnded() -> Bool {
        waitpid(id, nil, WNOHANG) == id
    }

    /// Ends it.
    func end() {
        kill(id, SIGKILL)
        wait()
    }
}
