import Synchronization

/// The wish that a run ends: raised once it ends in order, raised twice it ends at once.
package final class StopSign: Sendable {
    private let raised = Atomic(0)

    package init() {}

    package func raise() { raised.add(1, ordering: .sequentiallyConsistent) }

    package var isRaised: Bool { raised.load(ordering: .sequentiallyConsistent) > 0 }
    package var isUrgent: Bool { raised.load(ordering: .sequentiallyConsistent) > 1 }
}
