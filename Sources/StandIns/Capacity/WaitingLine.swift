/// Requests in the order in which they came, a line for each replica that some are bound to and one for the others.
struct WaitingLine: Sendable {
    private struct Place: Sendable {
        var number: UInt64
        var waiting: CapacityQueue.Waiting
    }

    /// A queue with a removable front, as an array with a moving start.
    private struct Line: Sendable {
        private var places: [Place] = []
        private var start = 0

        var first: Place? { start < places.count ? places[start] : nil }
        var rest: ArraySlice<Place> { places[start...] }

        mutating func append(_ place: Place) {
            places.append(place)
        }

        mutating func removeFirst() -> Place {
            defer {
                start += 1
                if start > 64, start * 2 > places.count {
                    places.removeFirst(start)
                    start = 0
                }
            }
            return places[start]
        }
    }

    private var lines: [String?: Line] = [:]
    private var next: UInt64 = 0
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    /// Whether nobody waits whom this replica could serve.
    func isEmpty(for replica: String) -> Bool {
        lines[replica]?.first == nil && lines[nil]?.first == nil
    }

    mutating func append(_ waiting: CapacityQueue.Waiting) {
        lines[waiting.replica, default: Line()].append(Place(number: next, waiting: waiting))
        next += 1
        count += 1
    }

    /// Takes out who came first of those whom one of these replicas can serve.
    mutating func removeFirst(for replicas: Set<String>) -> CapacityQueue.Waiting? {
        let candidates = [lines[nil]?.first].compactMap(\.self) + replicas.compactMap { lines[$0]?.first }
        guard let first = candidates.min(by: { $0.number < $1.number }) else { return nil }
        count -= 1
        return lines[first.waiting.replica]?.removeFirst().waiting
    }

    /// Takes everybody out, in the order in which they came.
    mutating func removeAll() -> [CapacityQueue.Waiting] {
        defer {
            lines = [:]
            count = 0
        }
        return lines.values.flatMap(\.rest).sorted { $0.number < $1.number }.map(\.waiting)
    }
}
