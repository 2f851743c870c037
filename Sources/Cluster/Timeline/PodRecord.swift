/// What is known of a pod while the timeline is being made: when it came, was scheduled, took traffic, and went.
package struct PodRecord: Sendable, Equatable {
    /// The pod's name.
    package var name: String
    /// The node it was given.
    package var node: String?
    /// When it was created.
    package var created: WallTime
    /// When a node was found for it.
    package var scheduled: WallTime?
    /// When its readiness changed, and to what; neighbours differ.
    package var readiness: [(at: WallTime, isReady: Bool)] = []
    /// When its deletion was asked for.
    package var terminating: WallTime?
    /// When all its containers had ended for good, as those of an evicted pod.
    package var ended: WallTime?
    /// When it was gone, or first found missing.
    package var gone: WallTime?
    /// Why it is not ready, in a word.
    package var trouble: String?
    /// What the scheduler says of it while no node is found: 0/3 nodes are available …
    package var unplaced: String?
    /// How often its containers were started again.
    package var restarts = 0
    /// What its containers may use, as it was last seen.
    package var containers: [Pod.Container] = []
    /// Why a change of its resources waits, in a word; nil when none does.
    package var resizing: String?

    /// When it first took traffic.
    package var firstReady: WallTime? { readiness.first { $0.isReady }?.at }

    /// When it ceased to count: its deletion was asked for, it ended by itself, or it was gone.
    package var end: WallTime? { [terminating, ended, gone].compactMap(\.self).min() }

    /// The comings and goings of the pod as something a node was found for.
    package var scheduledChanges: [(at: WallTime, by: Int)] {
        guard let scheduled else { return [] }
        return [(scheduled, 1)] + (end.map { [(max($0, scheduled), -1)] } ?? [])
    }

    /// The comings and goings of the pod as something that takes traffic.
    package var readyChanges: [(at: WallTime, by: Int)] {
        var changes: [(at: WallTime, by: Int)] = []
        var isReady = false
        for change in readiness where change.isReady != isReady {
            if let end, change.at >= end { break }
            changes.append((change.at, change.isReady ? 1 : -1))
            isReady = change.isReady
        }
        if isReady, let end { changes.append((end, -1)) }
        return changes
    }

    package static func == (left: PodRecord, right: PodRecord) -> Bool {
        left.name == right.name && left.node == right.node && left.created == right.created
            && left.scheduled == right.scheduled && left.terminating == right.terminating && left.gone == right.gone
            && left.ended == right.ended && left.unplaced == right.unplaced && left.resizing == right.resizing
            && left.trouble == right.trouble && left.restarts == right.restarts && left.containers == right.containers
            && left.readiness.elementsEqual(right.readiness) { $0.at == $1.at && $0.isReady == $1.isReady }
    }
}
