internal import Glibc

/// A call to the system that a loop can't do without has failed.
package struct EventLoopError: Error, CustomStringConvertible, Equatable {
    /// What failed.
    package enum Code: String, Sendable {
        case selector, wakeUp, thread
    }

    package let code: Code
    /// The call, as it would be written in C.
    package let call: String
    /// The system's error number.
    package let errno: Int32

    package init(_ code: Code, call: String, errno: Int32) {
        self.code = code
        self.call = call
        self.errno = errno
    }

    package var description: String {
        let remedy =
            switch errno {
            case EMFILE, ENFILE: "; raise the limit of open files (ulimit -n)"
            case EAGAIN where code == .thread: "; raise the limit of processes (ulimit -u)"
            default: ""
            }
        return "\(call) failed: \(String(cString: strerror(errno)))\(remedy)"
    }
}
