import EventLoop
import Glibc
import Testing

/// Each test in a process of its own: signals belong to the whole process, and here other tests listen to them.
@Suite(.timeLimit(.minutes(10)))
struct InterruptionTests {
    @Test func firstSignalIsAWishAndTheSecondIsUrgent() async {
        await #expect(processExitsWith: .success) {
            let notices = AsyncStream<Interruption.Notice>.makeStream()
            let interruption = try Interruption { notices.continuation.yield($0) }
            defer { interruption.end() }
            var iterator = notices.stream.makeAsyncIterator()

            kill(getpid(), SIGINT)
            #expect(await iterator.next() == .init(cause: .interrupt, isUrgent: false))
            kill(getpid(), SIGTERM)
            #expect(await iterator.next() == .init(cause: .terminate, isUrgent: true))
        }
    }

    @Test func formerHandlersReturnAfterTheLastListener() async {
        await #expect(processExitsWith: .success) {
            func isIgnored() -> Bool {
                var action = sigaction()
                sigaction(SIGTERM, nil, &action)
                return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
                    == unsafeBitCast(SIG_IGN, to: Int.self)
            }
            var ignoring = sigaction()
            ignoring.__sigaction_handler.sa_handler = SIG_IGN
            sigaction(SIGTERM, &ignoring, nil)

            let first = try Interruption { _ in }
            let second = try Interruption { _ in }
            #expect(!isIgnored())
            first.end()
            #expect(!isIgnored())
            second.end()
            #expect(isIgnored())
        }
    }
}
