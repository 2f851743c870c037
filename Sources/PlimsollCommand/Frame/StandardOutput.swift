// Its streams are global variables of C's, whose locks they bring along.
@preconcurrency import Glibc

/// What the command prints, and whether all of it got there.
enum StandardOutput {
    /// Puts nothing in the place of standard streams that the caller has closed, so that no file of results takes their numbers.
    static func reserveDescriptors() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Writes what is left, and says when something couldn't be written: a report that is cut off must not look like a whole one.
    ///
    /// A reader who has seen enough (`| head`) is no fault.
    static func finish(with code: ExitCode) -> ExitCode {
        let hasFailed = fflush(stdout) != 0 || ferror(stdout) != 0
        fflush(nil)
        guard hasFailed, !hasLostReader else { return code }
        fputs("plimsoll: not everything could be written to standard output; is the disk full?\n", stderr)
        return code == .success ? .internalError : code
    }

    /// Whether standard output is a pipe that nobody reads any more.
    private static var hasLostReader: Bool {
        var place = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        return poll(&place, 1, 0) > 0 && place.revents & Int16(POLLERR) != 0
    }
}
