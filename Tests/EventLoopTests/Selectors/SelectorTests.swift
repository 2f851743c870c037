import EventLoop
import Glibc
import Testing

/// The selectors that the tests run with, the epoll of an old kernel among them.
enum SelectorUnderTest: String, CaseIterable, Sendable {
    case epoll, epollOfAnOldKernel, poll

    func make() throws -> any Selector {
        switch self {
        case .epoll: try EpollSelector()
        case .epollOfAnOldKernel: try EpollSelector(knowsNanoseconds: false)
        case .poll: PollSelector()
        }
    }
}

@Suite(.timeLimit(.minutes(10)))
struct SelectorTests {
    private func look(_ selector: any Selector, timeoutNs: Int64? = 0) throws -> [Readiness] {
        var ready: [Readiness] = []
        try selector.wait(timeoutNs: timeoutNs, into: &ready)
        return ready
    }

    private func token(_ descriptor: Int32, _ generation: UInt32 = 1) -> WatchToken {
        WatchToken(descriptor: descriptor, generation: generation)
    }

    @Test(arguments: SelectorUnderTest.allCases)
    func readableUntilItIsRead(_ kind: SelectorUnderTest) throws {
        let selector = try kind.make()
        let pipe = Pipe()
        try selector.add(token(pipe.reading, 7), for: .readable)

        #expect(try look(selector) == [])
        pipe.write("x")
        let expected = [Readiness(token: token(pipe.reading, 7), interest: .readable)]
        #expect(try look(selector, timeoutNs: nil) == expected)
        #expect(try look(selector, timeoutNs: nil) == expected, "level-triggered: what isn't read is told again")
        #expect(pipe.read() == "x")
        #expect(try look(selector) == [])
    }

    @Test(arguments: SelectorUnderTest.allCases)
    func writableOnlyWhenAskedFor(_ kind: SelectorUnderTest) throws {
        let selector = try kind.make()
        let pipe = Pipe()
        try selector.add(token(pipe.writing), for: [])
        #expect(try look(selector) == [])
        try selector.change(token(pipe.writing), to: .writable)
        #expect(try look(selector) == [Readiness(token: token(pipe.writing), interest: .writable)])
        try selector.change(token(pipe.writing), to: [])
        #expect(try look(selector) == [])
    }

    @Test(arguments: SelectorUnderTest.allCases)
    func hangUpIsToldAsReadableAndFailed(_ kind: SelectorUnderTest) throws {
        let selector = try kind.make()
        let pipe = Pipe()
        try selector.add(token(pipe.reading), for: .readable)
        pipe.closeWriting()
        #expect(try look(selector).map(\.interest) == [[.readable, .failed]])
    }

    @Test(arguments: SelectorUnderTest.allCases)
    func removedDescriptorIsSilent(_ kind: SelectorUnderTest) throws {
        let selector = try kind.make()
        let (first, second) = (Pipe(), Pipe())
        try selector.add(token(first.reading), for: .readable)
        try selector.add(token(second.reading), for: .readable)
        first.write("x")
        second.write("y")
        #expect(Set(try look(selector).map(\.token.descriptor)) == [first.reading, second.reading])
        selector.remove(token(first.reading), closed: false)
        #expect(try look(selector).map(\.token.descriptor) == [second.reading])
    }

    @Test(arguments: SelectorUnderTest.allCases)
    func descriptorThatIsNotOpenIsRefused(_ kind: SelectorUnderTest) throws {
        let selector = try kind.make()
        let error = #expect(throws: EventLoopError.self) { try selector.add(token(1_000_000), for: .readable) }
        #expect(error?.errno == EBADF)
    }

    @Test(arguments: SelectorUnderTest.allCases)
    func waitingEndsNotBeforeItsTime(_ kind: SelectorUnderTest) throws {
        let selector = try kind.make()
        let start = Shard.now()
        #expect(try look(selector, timeoutNs: 3_300_000) == [])
        #expect(Shard.now() - start >= 3_300_000)
    }
}
