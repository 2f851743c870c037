/// The versions of the objects that a watch has shown, so that a list tells whether anything was missed.
struct KnownVersions: Sendable, Equatable {
    private var versions: [String: String] = [:]

    /// The watch said something.
    mutating func heard<Object: ClusterObject>(_ line: WatchLine<Object>) {
        switch line {
        case .added(let object), .modified(let object): versions[object.metadata.uid] = object.metadata.version
        case .deleted(let object): versions[object.metadata.uid] = nil
        case .bookmark, .failed: break
        }
    }

    /// Whether all of a list is known, or was learnt since: a watch may be a moment ahead of a list, or behind it.
    func accounts(for objects: [ObjectMetadata], since before: KnownVersions) -> Bool {
        let listed = Dictionary(objects.map { ($0.uid, $0.version) }, uniquingKeysWith: { $1 })
        return Set(listed.keys).union(versions.keys).allSatisfy { uid in
            listed[uid] == versions[uid] || versions[uid] != before.versions[uid]
        }
    }

    /// A list came; returns whether it shows anything else than what was known.
    mutating func listed(_ objects: [ObjectMetadata]) -> Bool {
        let listed = Dictionary(objects.map { ($0.uid, $0.version) }, uniquingKeysWith: { $1 })
        defer { versions = listed }
        // An object without a version may have changed.
        return listed != versions || listed.values.contains("")
    }
}
