internal import CLinux
internal import Glibc

/// A program with its arguments and environment, in the form in which the kernel takes them.
struct CommandWords {
    let path: String
    let arguments: [String]
    let environment: [String: String]

    /// Starts the program on the calling thread, with whose end the kernel kills it.
    ///
    /// Returns the number of its process, or the system's error number made negative.
    func spawn(output: Int32, errors: Int32) -> pid_t {
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in words + variables { free(text) } }
        return plimsoll_spawn(path, &words, &variables, -1, output, errors)
    }
}
