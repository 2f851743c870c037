internal import Foundation
package import Measurement

/// The slices in results folders, read anew each time.
package struct FolderSlices: SliceSource {
    /// The folders.
    package let folders: [ResultsFolder]

    /// Creates a source.
    package init(folders: [ResultsFolder]) {
        self.folders = folders
    }

    package func slices(in seconds: Range<Int>, _ body: (ShardSlices) -> Void) throws {
        try forEach(in: seconds, body)
    }

    /// Hands over all slices, or those of some seconds, a line at a time.
    ///
    /// - Parameter skipsService: may leave service times empty, for readers who don't look at them: a third of the time.
    package func forEach(
        in seconds: Range<Int>? = nil, skippingService skipsService: Bool = false, _ body: (ShardSlices) -> Void
    ) throws {
        let decoder = ResultsCoding.decoder()
        for folder in folders {
            var number = 0
            try LineFile.forEachLine(of: folder.slices) { bytes in
                number += 1
                do {
                    if let slice = SliceScanner.slice(in: bytes, skippingService: skipsService) {
                        if seconds?.contains(slice.second) ?? true { body(ShardSlices(slices: [slice])) }
                        return
                    }
                    if let slice = SecondScanner.slice(in: bytes) {
                        if seconds?.contains(slice.second) ?? true { body(ShardSlices(seconds: [slice])) }
                        return
                    }
                    let line = try decoder.decode(SliceLine.self, from: Data(bytes))
                    guard line.second >= 0 else {
                        throw ResultsError(.malformed, "second \(line.second) is before the run")
                    }
                    if let seconds, !seconds.contains(line.second) { return }
                    var slices = ShardSlices()
                    try line.add(to: &slices)
                    body(slices)
                } catch {
                    throw ResultsError(
                        .malformed, "\(folder.slices.path), line \(number): \(ResultsCoding.explain(error))")
                }
            }
        }
    }
}
