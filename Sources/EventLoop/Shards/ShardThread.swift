internal import CLinux
internal import Glibc

/// A thread of the system's own kind, outside the cooperative pool.
///
/// Unchecked: written once before anybody else can see it, read only afterwards.
final class ShardThread: @unchecked Sendable {
    /// What the new thread takes with it.
    private final class Start {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    private var thread = pthread_t()

    /// Starts a thread that is named so and runs the body.
    init(name: String, body: @escaping @Sendable () -> Void) throws {
        let start = Unmanaged.passRetained(Start(name: name, body: body))
        let code = pthread_create(&thread, nil, Self.main, start.toOpaque())
        guard code == 0 else {
            start.release()
            throw EventLoopError(.thread, call: "pthread_create", errno: code)
        }
    }

    /// Waits for the thread's end.
    func join() {
        pthread_join(thread, nil)
    }

    /// Leaves the thread to itself; it can't be joined any more.
    func detach() {
        pthread_detach(thread)
    }

    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        // Passed retained above, taken once here.
        let start = Unmanaged<Start>.fromOpaque(argument!).takeRetainedValue()
        plimsoll_set_thread_name(start.name)
        plimsoll_set_timer_slack(1)
        start.body()
        return nil
    }
}
