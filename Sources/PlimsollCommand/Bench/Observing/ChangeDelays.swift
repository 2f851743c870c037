import Cluster
import Foundation
import Synchronization

/// How long after a pod ceased to be ready the observer knew, for pods that say when it was.
final class ChangeDelays: Sendable {
    private let delays = Mutex<[Duration]>([])

    /// Looks at a line of the timeline, which tells the pod's reason.
    func learnt(_ entry: TimelineEntry) {
        let now = Date().timeIntervalSince1970
        guard let place = entry.text.firstRange(of: BenchClusterVerb.mark),
            let microseconds = Double(entry.text[place.upperBound...])
        else { return }
        delays.withLock { $0.append(.seconds(now - microseconds / 1e6)) }
    }

    /// Forgets what was before.
    func begin() {
        delays.withLock { $0 = [] }
    }

    /// The delays, the shortest first.
    var all: [Duration] { delays.withLock { $0.sorted() } }
}
