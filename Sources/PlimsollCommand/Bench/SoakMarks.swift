import Foundation
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
        if isDue { print("{\"mark\": \(progress.requests), \"resident_bytes\": \(Self.residentBytes)}") }
    }

    /// Of `/proc/self/statm`; 0 where there is none.
    static var residentBytes: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return (fields.count > 1 ? Int(fields[1]) ?? 0 : 0) * sysconf(Int32(_SC_PAGESIZE))
    }
}
