import EventLoop
import Glibc
import Testing

/// One after the other: signals belong to the whole process.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct InterruptionTests {
    @Test func firstSignalIsAWishAndTheSecondIsUrgent() async throws {
        let notices = AsyncStream<Interruption.Notice>.makeStream()
        let interruption = try Interruption { notices.continuation.yield($0) }
        defer { interruption.end() }
        var iterator = notices.stream.makeAsyncIterator()

        kill(getpid(), SIGINT)
        #expect(await iterator.next() == .init(cause: .interrupt, isUrgent: false))
        kill(getpid(), SIGTERM)
        #expect(await iterator.next() == .init(cause: .terminate, isUrgent: true))
    }

    @Test func formerHandlersReturnAfterTheLastListener() throws {
        func handler(of signal: Int32) -> sigaction {
            var action = sigaction()
            sigaction(signal, nil, &action)
            return action
        }
        var former = sigaction()
        former.__sigaction_handler.sa_handler = SIG_IGN
        var original = sigaction()
        sigaction(SIGTERM, &former, &original)
        defer { sigaction(SIGTERM, &original, nil) }

        let first = try Interruption { _ in }
        let second = try Interruption { _ in }
        let ignore = unsafeBitCast(SIG_IGN, to: Int.self)
        func isIgnored() -> Bool {
            unsafeBitCast(handler(of: SIGTERM).__sigaction_handler.sa_handler, to: Int.self) == ignore
        }
        #expect(!isIgnored())
        first.end()
        #expect(!isIgnored())
        second.end()
        #expect(isIgnored())
    }
}
