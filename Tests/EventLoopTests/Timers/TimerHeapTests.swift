import Fuzzing
import Testing

@testable import EventLoop

@Suite
struct TimerHeapTests {
    /// Takes out everything that is due by then.
    private func due(_ heap: inout TimerHeap<String>, at now: Int64) -> [String] {
        var taken: [String] = []
        while let next = heap.popDue(at: now) { taken.append(next) }
        return taken
    }

    @Test func timersComeInTheOrderOfTheirDeadlines() {
        var heap = TimerHeap<String>()
        for (deadline, name) in [(30, "c"), (10, "a"), (40, "d"), (20, "b")] {
            _ = heap.insert(deadline: Int64(deadline), name)
        }
        #expect(heap.nextDeadline == 10)
        #expect(due(&heap, at: 9) == [])
        #expect(due(&heap, at: 30) == ["a", "b", "c"])
        #expect(heap.nextDeadline == 40)
        #expect(heap.count == 1)
    }

    @Test func timersOfOneDeadlineComeInTheOrderTheyWereSet() {
        var heap = TimerHeap<String>()
        for name in ["a", "b", "c", "d", "e"] { _ = heap.insert(deadline: 5, name) }
        #expect(due(&heap, at: 5) == ["a", "b", "c", "d", "e"])
    }

    @Test func cancelledTimerNeverComes() {
        var heap = TimerHeap<String>()
        let ids = ["a", "b", "c", "d"].enumerated().map { heap.insert(deadline: Int64($0.offset), $0.element) }
        #expect(heap.remove(ids[1]) == "b")
        #expect(heap.remove(ids[1]) == nil)
        #expect(heap.remove(ids[0]) == "a")
        #expect(due(&heap, at: 100) == ["c", "d"])
    }

    @Test func nameOfAFiredTimerDoesNotCancelItsSuccessor() {
        var heap = TimerHeap<String>()
        let first = heap.insert(deadline: 1, "first")
        #expect(due(&heap, at: 1) == ["first"])
        _ = heap.insert(deadline: 1, "second")
        #expect(heap.remove(first) == nil)
        #expect(due(&heap, at: 1) == ["second"])
    }

    @Test func agreesWithASortedListUnderRandomUse() {
        var generator = Dice(seed: 1)
        var heap = TimerHeap<Int>()
        var model: [(deadline: Int64, number: Int, id: TimerID)] = []
        for number in 0..<20_000 {
            switch Int.random(in: 0..<4, using: &generator) {
            case 0, 1:
                let deadline = Int64.random(in: 0..<500, using: &generator)
                model.append((deadline, number, heap.insert(deadline: deadline, number)))
            case 2 where !model.isEmpty:
                let victim = model.remove(at: Int.random(in: 0..<model.count, using: &generator))
                #expect(heap.remove(victim.id) == victim.number)
            default:
                let next = model.enumerated().min {
                    ($0.element.deadline, $0.element.number) < ($1.element.deadline, $1.element.number)
                }
                #expect(heap.nextDeadline == next?.element.deadline)
                #expect(heap.popFirst() == next?.element.number)
                if let next { model.remove(at: next.offset) }
            }
            if model.count > 60 { model.removeAll { heap.remove($0.id) != nil } }
        }
        #expect(heap.count == model.count)
    }
}
