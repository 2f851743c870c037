import Testing

@testable import StandIns

@Suite struct CapacityQueueTests {
    private typealias Action = CapacityQueue.Action

    private func queue(
        replicas: Int = 2, slots: Int = 1, limit: Int = 10, _ balancing: Capacity.Balancing = .roundRobin
    ) -> CapacityQueue {
        CapacityQueue(Capacity(replicas: replicas, slots: slots, queueLimit: limit, balancing: balancing))
    }

    /// The replicas that so many requests start on, nil for those that wait.
    private func arrive(_ queue: inout CapacityQueue, _ connections: [UInt64]) -> [String?] {
        connections.enumerated().map { ticket, connection in
            let action = queue.arrived(UInt64(ticket), connection: connection, workNs: 0, atNs: 0)
            guard case .start(_, let replica) = action else { return nil }
            return replica
        }
    }

    @Test func requestsGoAroundAndWaitWhenAllSlotsAreTaken() {
        var queue = queue(replicas: 3, slots: 2)
        #expect(
            arrive(&queue, Array(repeating: 1, count: 8)) == [
                "replica-2", "replica-3", "replica-1", "replica-2", "replica-3", "replica-1", nil, nil,
            ])
        #expect(queue.waiting == 2)
    }

    @Test func firstComeIsFirstServed() {
        var queue = queue(replicas: 1)
        _ = arrive(&queue, [1, 2, 3, 4])
        #expect(queue.completed(0, atNs: 1) == [.start(1, replica: "replica-1")])
        #expect(queue.completed(1, atNs: 2) == [.start(2, replica: "replica-1")])
        #expect(queue.completed(2, atNs: 3) == [.start(3, replica: "replica-1")])
        #expect(queue.completed(3, atNs: 4) == [])
    }

    @Test func fullQueueTurnsAway() {
        var queue = queue(replicas: 1, limit: 1)
        _ = arrive(&queue, [1, 1])
        #expect(queue.arrived(9, connection: 1, workNs: 0, atNs: 0) == .reject(9, .queueFull))
        #expect(queue.completed(0, atNs: 1) == [.start(1, replica: "replica-1")])
        #expect(queue.arrived(10, connection: 1, workNs: 0, atNs: 1) == nil)
    }

    @Test func withoutReplicasEverybodyIsTurnedAway() {
        var queue = queue(replicas: 0)
        #expect(queue.arrived(1, connection: 1, workNs: 0, atNs: 0) == .reject(1, .noReplicas))
    }

    @Test func connectionStaysWithItsReplicaEvenWhenAnotherIsFree() {
        var queue = queue(replicas: 2, slots: 1, .perConnection)
        #expect(arrive(&queue, [1, 1, 2]) == ["replica-2", nil, "replica-1"])
        #expect(queue.completed(2, atNs: 1) == [])
        #expect(queue.completed(0, atNs: 2) == [.start(1, replica: "replica-2")])
    }

    @Test func newReplicaGetsNothingFromConnectionsThatAreKept() {
        var queue = queue(replicas: 1, slots: 1, .perConnection)
        _ = arrive(&queue, [1, 1])
        #expect(queue.changed(to: Capacity(replicas: 2, slots: 1, balancing: .perConnection), atNs: 1) == [])
        #expect(queue.arrived(7, connection: 2, workNs: 0, atNs: 1) == .start(7, replica: "replica-2"))
    }

    @Test func endedConnectionLosesItsReplica() {
        var queue = queue(replicas: 2, slots: 5, .perConnection)
        #expect(arrive(&queue, [1]) == ["replica-2"])
        queue.connectionEnded(1)
        #expect(queue.arrived(8, connection: 1, workNs: 0, atNs: 0) == .start(8, replica: "replica-1"))
    }

    @Test func newReplicaTakesWhoWaits() {
        var queue = queue(replicas: 1)
        _ = arrive(&queue, [1, 1, 1])
        #expect(queue.changed(to: Capacity(replicas: 2, slots: 1), atNs: 1) == [.start(1, replica: "replica-2")])
    }

    @Test func leavingReplicaFinishesWhatItServesAndTakesNoMore() {
        var queue = queue(replicas: 2, slots: 1)
        _ = arrive(&queue, [1, 1, 1])
        #expect(queue.changed(to: Capacity(replicas: ["replica-1"], slots: 1, serviceTime: .zero), atNs: 1) == [])
        #expect(queue.replicas.map(\.name) == ["replica-1", "replica-2"])
        #expect(queue.completed(0, atNs: 2) == [])
        #expect(queue.replicas.map(\.name) == ["replica-1"])
        #expect(queue.completed(1, atNs: 3) == [.start(2, replica: "replica-1")])
    }

    @Test func whoeverWaitsForALeavingReplicaLooksForAnother() {
        var queue = queue(replicas: 2, slots: 1, .perConnection)
        #expect(arrive(&queue, [1, 1]) == ["replica-2", nil])
        let one = Capacity(replicas: ["replica-1"], slots: 1, serviceTime: .zero, balancing: .perConnection)
        #expect(queue.changed(to: one, atNs: 1) == [.start(1, replica: "replica-1")])
    }

    @Test func scalingToZeroTurnsAwayWhoeverWaits() {
        var queue = queue(replicas: 1)
        _ = arrive(&queue, [1, 1])
        #expect(queue.changed(to: Capacity(replicas: 0, slots: 1), atNs: 1) == [.reject(1, .noReplicas)])
        #expect(queue.completed(0, atNs: 2) == [])
        #expect(queue.replicas.isEmpty)
    }

    @Test func busyTimeIsSummedOverSlots() {
        var queue = queue(replicas: 1, slots: 2)
        _ = queue.arrived(1, connection: 1, workNs: 200, atNs: 0)
        _ = queue.arrived(2, connection: 1, workNs: 500, atNs: 100)
        #expect(queue.replicas[0].busyNs(atNs: 150) == 200)
        _ = queue.completed(1, atNs: 200)
        #expect(queue.replicas[0].busyNs(atNs: 300) == 400)
        #expect(queue.replicas[0].served == 1)
    }

    @Test func workThatIsFinishedLateCountsNoMoreThanItIs() {
        var queue = queue(replicas: 1, slots: 1)
        _ = queue.arrived(1, connection: 1, workNs: 200, atNs: 0)
        _ = queue.arrived(2, connection: 1, workNs: 300, atNs: 0)
        #expect(queue.replicas[0].busyNs(atNs: 900) == 200)
        #expect(queue.completed(1, atNs: 1000) == [.start(2, replica: "replica-1")])
        #expect(queue.replicas[0].busyNs(atNs: 1100) == 300)
        _ = queue.completed(2, atNs: 9000)
        #expect(queue.replicas[0].busyNs(atNs: 9000) == 500)
    }
}
