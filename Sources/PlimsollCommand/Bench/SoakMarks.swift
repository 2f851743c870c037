import Load
import Synchronization

/// Prints what the process holds in memory when a tenth, a half and all of a soak's requests are done.
final class SoakMarks: Sendable {
    private let total: Int
    private let next = Mutex(0)
    private static let shares = [0.1, 0.5, 0.98]

    init(of total: Int) {
        self.total = total
    }

    /// A second has passed.
    func passed(_ progress: RunProgress) {
        let isDue = next.withLock { next in
            guard next < Self.shares.count, Double(progress.requests) >= Self.shares[next] * Double(total) else {
                return false
            }
            next += 1
            return true
        }
        guard isDue else { return }
        print(
            "{\"mark\": \(progress.requests), \"resident_bytes\": \(GeneratorMonitor.residentBytes().map { "\($0)" } ?? "null")}"
        )
    }
}
