/// The cluster's objects, each change of which has a version and is remembered for watches.
///
/// Pure: times and identifiers are given to it. Only the last changes are kept, as in a real cluster, so that a watch
/// from too old a version is told to list again.
struct ObjectStore: Sendable {
    /// One change.
    struct Change: Sendable {
        enum Kind: String, Sendable {
            case added = "ADDED"
            case modified = "MODIFIED"
            case deleted = "DELETED"
        }

        var version: Int
        var kind: Kind
        var type: ResourceType
        var object: JSONValue
        /// The object before, nil if there was none.
        var former: JSONValue?
    }

    private(set) var version = 100
    /// Changes after this version are known.
    private(set) var oldest = 100
    private var objects: [ResourceType: [StoredName: JSONValue]] = [:]
    /// The names of each kind in their order, kept so that listing needs no sorting.
    private var names: [ResourceType: [StoredName]] = [:]
    private var changes: [Change] = []
    private var identifiers: SplitMix64
    private let remembered: Int

    init(seed: UInt64, remembered: Int = 5000) {
        identifiers = SplitMix64(seed: seed)
        self.remembered = remembered
    }

    // MARK: - Reading

    func object(_ type: ResourceType, _ name: StoredName) -> JSONValue? {
        objects[type]?[name]
    }

    /// The objects of a kind by their names, of one namespace or of all.
    func list(_ type: ResourceType, namespace: String? = nil) -> [JSONValue] {
        guard let objects = objects[type], let names = names[type] else { return [] }
        return names.compactMap { namespace == nil || $0.namespace == namespace ? objects[$0] : nil }
    }

    /// How many objects of a kind there are.
    func count(_ type: ResourceType) -> Int {
        objects[type]?.count ?? 0
    }

    /// The changes after a version; nil when some of them have been forgotten.
    func changes(after version: Int) -> ArraySlice<Change>? {
        guard version >= oldest else { return nil }
        // Versions grow by one with each change.
        let start = max(0, changes.count - (self.version - version))
        return changes[start...]
    }

    // MARK: - Changing

    /// Adds an object, which gets its identifier and version; there must be none of that name.
    @discardableResult
    mutating func create(_ type: ResourceType, _ object: JSONValue, stamp: String) -> JSONValue {
        var object = object
        object["apiVersion"] = .string(type.apiVersion)
        object["kind"] = .string(type.kind)
        object["metadata", "uid"] = .string(newIdentifier())
        object["metadata", "creationTimestamp"] = .string(stamp)
        return record(.added, type, object, former: nil)
    }

    /// Replaces an object; nothing happens when nothing has changed.
    @discardableResult
    mutating func update(_ type: ResourceType, _ object: JSONValue) -> JSONValue {
        let former = objects[type]?[object.storedName]
        var object = object
        object["metadata", "resourceVersion"] = former?["metadata", "resourceVersion"]
        guard object != former else { return object }
        return record(.modified, type, object, former: former)
    }

    /// Changes an object in place, if there is one.
    mutating func change(_ type: ResourceType, _ name: StoredName, _ body: (inout JSONValue) -> Void) {
        guard var object = object(type, name) else { return }
        body(&object)
        update(type, object)
    }

    mutating func delete(_ type: ResourceType, _ name: StoredName) {
        guard let former = objects[type]?[name] else { return }
        record(.deleted, type, former, former: former)
    }

    /// Forgets all changes so far, as the compaction of a real cluster's database does.
    mutating func compact() {
        changes.removeAll()
        oldest = version
    }

    @discardableResult
    private mutating func record(
        _ kind: Change.Kind, _ type: ResourceType, _ object: JSONValue, former: JSONValue?
    ) -> JSONValue {
        version += 1
        var object = object
        object["metadata", "resourceVersion"] = .string("\(version)")
        let name = object.storedName
        objects[type, default: [:]][name] = kind == .deleted ? nil : object
        let place = place(of: name, type)
        if kind == .added { names[type, default: []].insert(name, at: place) }
        if kind == .deleted { names[type]?.remove(at: place) }
        changes.append(Change(version: version, kind: kind, type: type, object: object, former: former))
        if changes.count > remembered {
            let surplus = changes.count - remembered * 3 / 4
            oldest = changes[surplus - 1].version
            changes.removeFirst(surplus)
        }
        return object
    }

    /// Where a name is, or would be, among those of its kind.
    private func place(of name: StoredName, _ type: ResourceType) -> Int {
        let names = names[type] ?? []
        var (low, high) = (0, names.count)
        while low < high {
            let middle = (low + high) / 2
            if names[middle] < name { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// A new identifier in the form of a UUID of version 4.
    private mutating func newIdentifier() -> String {
        let digits = (0..<2).map { _ in
            let text = String(identifiers.next(), radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        let characters = Array(digits)
        func part(_ range: Range<Int>) -> String { String(characters[range]) }
        return "\(part(0..<8))-\(part(8..<12))-4\(part(13..<16))-a\(part(17..<20))-\(part(20..<32))"
    }

    /// Letters for the ends of names, without vowels, as Kubernetes makes them.
    mutating func newSuffix(_ count: Int = 5) -> String {
        let letters = Array("bcdfghjklmnpqrstvwxz2456789")
        return String((0..<count).map { _ in letters[Int(identifiers.next() % UInt64(letters.count))] })
    }
}
