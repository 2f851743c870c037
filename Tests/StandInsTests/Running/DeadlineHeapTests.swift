import Synchronization
import Testing

@testable import StandIns

@Suite struct DeadlineHeapTests {
    @Test func actionsComeOutByTheirTimesThenByTheirOrder() {
        var heap = DeadlineHeap()
        let order = Mutex<[Int]>([])
        let times: [Int64] = [5, 1, 9, 1, 7, 3, 5, 0, 9, 2]
        for (index, time) in times.enumerated() {
            let isFirst = heap.insert(atNs: time) { order.withLock { $0.append(index) } }
            #expect(isFirst == !times[..<index].contains { $0 <= time })
        }
        while heap.firstNs != nil { heap.removeFirst()() }
        #expect(order.withLock { $0 } == [7, 1, 3, 9, 5, 0, 6, 4, 2, 8])
    }

    @Test func timerNeverFiresEarly() async {
        let timer = TimerThread()
        defer { timer.stop() }
        let due = TimerThread.now() + 3_000_000
        let fired = await withCheckedContinuation { continuation in
            timer.at(due) { continuation.resume(returning: TimerThread.now()) }
        }
        #expect(fired >= due)
    }
}
