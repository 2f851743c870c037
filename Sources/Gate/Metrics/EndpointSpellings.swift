internal import Foundation

/// The bytes of endpoints' names one behind the other, so that comparing one with a file's bytes touches no object.
struct EndpointSpellings: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    /// How many names there are.
    var count: Int { ends.count }

    /// Adds a name.
    mutating func append(_ name: String) {
        bytes += name.utf8
        ends.append(bytes.count)
    }

    /// Whether a name consists of these bytes.
    func isEqual(_ place: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = place == 0 ? 0 : ends[place - 1]
        guard ends[place] - start == name.count, let first = name.baseAddress else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            // In bounds: both have as many bytes.
            bytes.baseAddress.map { memcmp($0 + start, first, name.count) == 0 } ?? false
        }
    }
}
