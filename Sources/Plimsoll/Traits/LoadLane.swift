import Synchronization

/// Lets one load suite run at a time in this process: two would load each other's generator.
actor LoadLane {
    /// The lane of the process.
    static let shared = LoadLane()

    /// Whether the task at hand is in the lane already, as a suite inside a suite is.
    @TaskLocal static var isInside = false

    private var isTaken = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Runs a body when nobody else is in the lane.
    nonisolated func pass(_ body: @concurrent @Sendable () async throws -> Void) async throws {
        if Self.isInside { return try await body() }
        await enter()
        do {
            try await Self.$isInside.withValue(true) { try await body() }
        } catch {
            await leave()
            throw error
        }
        await leave()
    }

    private func enter() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty {
            isTaken = false
        } else {
            // The lane passes from hand to hand, in order.
            waiting.removeFirst().resume()
        }
    }
}
