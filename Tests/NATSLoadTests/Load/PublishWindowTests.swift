import Testing

@testable import NATSLoad

struct PublishWindowTests {
    @Test func answersFindTheirEntriesInAnyOrder() {
        var window = PublishWindow(capacity: 3)
        let tokens = (0..<3).map { window.reserve(plannedNs: Int64($0), sentNs: 0, bytes: 1) }
        let isFull = window.isFull
        #expect(isFull)
        let order = [2, 0, 1]
        for index in order { #expect(window.answered(tokens[index])?.plannedNs == Int64(index)) }
        let isEmpty = window.isEmpty
        #expect(isEmpty)
    }

    @Test func anAnswerCountsOnce() {
        var window = PublishWindow(capacity: 1)
        let token = window.reserve(plannedNs: 1, sentNs: 1, bytes: 1)
        #expect(window.answered(token) != nil)
        #expect(window.answered(token) == nil)
        let next = window.reserve(plannedNs: 2, sentNs: 2, bytes: 1)
        #expect(window.answered(token) == nil)
        #expect(window.answered(next)?.plannedNs == 2)
    }

    @Test func foreignTokensAreNobodys() {
        var window = PublishWindow(capacity: 5)
        _ = window.reserve(plannedNs: 1, sentNs: 1, bytes: 1)
        for token in [UInt64(0), 5, 6, 7, .max, .max - 1] { #expect(window.answered(token) == nil) }
    }

    @Test func theOldestMessageOfASubjectIsFound() {
        var window = PublishWindow(capacity: 4)
        for (time, subject) in [(1, 0), (2, 1), (3, 0), (4, 1)] {
            _ = window.reserve(plannedNs: 0, sentNs: Int64(time), bytes: 1, subject: subject)
        }
        #expect(window.takeOldest(subject: 1)?.sentNs == 2)
        #expect(window.takeOldest(subject: 1)?.sentNs == 4)
        #expect(window.takeOldest(subject: 1) == nil)
        #expect(window.takeOldest()?.sentNs == 1)
    }

    @Test func whatIsTooOldExpires() {
        var window = PublishWindow(capacity: 4)
        for time in 1...4 { _ = window.reserve(plannedNs: 0, sentNs: Int64(time), bytes: 1) }
        #expect(window.expire(sentBefore: 3).map(\.sentNs).sorted() == [1, 2])
        let left = window.inFlight
        #expect(left == 2)
        #expect(window.takeOldest()?.sentNs == 3)
    }
}
