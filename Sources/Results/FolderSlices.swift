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
        try forEachLine { bytes, decoder in
            let slices: ShardSlices
            if let slice = SliceScanner.slice(in: bytes, skippingService: skipsService) {
                if let seconds, !seconds.contains(slice.second) { return }
                slices = ShardSlices(slices: [slice])
            } else if let second = SecondScanner.slice(in: bytes) {
                if let seconds, !seconds.contains(second.second) { return }
                slices = ShardSlices(seconds: [second])
            } else {
                let line = try Self.line(in: bytes, decoder)
                if let seconds, !seconds.contains(line.second) { return }
                slices = try Self.slices(of: line)
            }
            body(slices)
        }
    }

    /// Hands over what a comparison looks at, a line at a time: an endpoint's second as it stands in the file, the run's seconds without
    /// what only a report shows, and whole slices where a line isn't as this program writes it.
    ///
    /// Nothing that isn't looked at is decoded: a tenth of the time of reading all. An error of the body is told with the line's place.
    ///
    /// - Parameter piece: gets all bytes of the files as they are read, before their lines.
    package func forEach(
        sample: (SampleLine) throws -> Void, rest: (ShardSlices) throws -> Void,
        piece: ((UnsafeRawBufferPointer) -> Void)? = nil
    ) throws {
        try forEachLine(piece: piece) { bytes, decoder in
            if let line = SampleLine(bytes) {
                try sample(line)
            } else if let second = SecondScanner.slice(in: bytes, skippingDetails: true) {
                try rest(ShardSlices(seconds: [second]))
            } else {
                try rest(Self.slices(of: Self.line(in: bytes, decoder)))
            }
        }
    }

    private func forEachLine(
        piece: ((UnsafeRawBufferPointer) -> Void)? = nil,
        _ body: (UnsafeBufferPointer<UInt8>, JSONDecoder) throws -> Void
    ) throws {
        let decoder = ResultsCoding.decoder()
        for folder in folders {
            var number = 0
            try LineFile.forEachLine(of: folder.slices, piece: piece) { bytes in
                number += 1
                do {
                    try body(bytes, decoder)
                } catch {
                    throw ResultsError(
                        .malformed, "\(folder.slices.path), line \(number): \(ResultsCoding.explain(error))")
                }
            }
        }
    }

    private static func line(in bytes: UnsafeBufferPointer<UInt8>, _ decoder: JSONDecoder) throws -> SliceLine {
        let line = try decoder.decode(SliceLine.self, from: Data(bytes))
        guard line.second >= 0 else { throw ResultsError(.malformed, "second \(line.second) is before the run") }
        guard SliceLine.possibleSeconds.contains(line.second) else {
            throw ResultsError(.malformed, "second \(line.second) is more than a year into the run")
        }
        return line
    }

    private static func slices(of line: SliceLine) throws -> ShardSlices {
        var slices = ShardSlices()
        try line.add(to: &slices)
        return slices
    }
}
