internal import Foundation
package import Measurement
internal import Results

/// What was measured of one side in one launch: the times of its endpoints by second, and how its generator fared.
///
/// Small enough for an hour of a hundred endpoints: counters without the zeros between them, four bytes each.
package struct SideSamples: Sendable {
    /// The names of the endpoints that had requests, in order of their first appearance.
    private(set) var names: [String] = []
    /// The response times of each endpoint.
    private(set) var times: [SparseCounters] = []
    /// What each endpoint answered in each second, in the order in which it was added.
    private(set) var pieces: [SamplePiece] = []
    /// The requests that succeeded, by second.
    private(set) var succeeded: [Int: Int64] = [:]
    /// The seconds with an error.
    private(set) var failing: Set<Int> = []
    /// How the generator fared, and for how long.
    private(set) var generator = GeneratorTally()

    private var places: [String: Int] = [:]
    private var spellings = EndpointSpellings()
    private var latest = -1

    /// Creates an empty side.
    package init() {}

    /// Creates a side from a run's slices, leaving out the phases that are excluded.
    package init(_ all: ShardSlices, phases: [PhaseMark]) {
        let marks = phases.isEmpty ? [.whole] : phases
        func isMeasured(_ phase: Int) -> Bool { !marks[min(max(phase, 0), marks.count - 1)].excluded }
        for slice in all.slices where isMeasured(slice.phase) { add(slice) }
        for second in all.seconds where isMeasured(second.phase) { add(second) }
    }

    /// The endpoints whose samples are requests, in alphabetical order.
    package var endpoints: [String] { names.filter { $0 != Endpoint.overflowName }.sorted() }

    /// The seconds of the measured phases. Requests that end after their phase don't make it longer.
    var observed: Set<Int> { generator.moments.isEmpty ? Set(succeeded.keys) : generator.moments }

    // MARK: - What was measured

    /// Adds what an endpoint did in a second; only requests count.
    package mutating func add(_ slice: Slice) {
        guard slice.endpoint.kind == .request else { return }
        let place = self.place(of: slice.endpoint.name)
        let start = times[place].count
        times[place].append(slice.tally.response)
        add(
            SamplePiece(
                second: slice.second, phase: Int32(clamping: slice.phase), endpoint: Int32(place),
                count: slice.tally.response.count, longest: times[place].longest(from: start),
                words: start..<times[place].count))
        count(
            slice.second, succeeded: slice.tally.completed - slice.tally.failed, failed: slice.tally.failed,
            cancelled: slice.tally.failures[.cancelled] ?? 0)
    }

    /// Adds the line of an endpoint; throws where its times are no histogram.
    mutating func add(_ line: SampleLine, by decoder: inout SparseDecoder) throws {
        guard line.kind == .request else { return }
        let place = self.place(of: line.endpoint)
        let samples: (count: Int64, longest: Int64, words: Range<Int>)
        if let text = line.response {
            if let decoded = times[place].append(base64: text, by: &decoder) {
                samples = decoded
            } else {
                let histogram = try Histogram(base64Bytes: text)
                let start = times[place].count
                times[place].append(histogram)
                samples = (histogram.count, times[place].longest(from: start), start..<times[place].count)
            }
        } else {
            samples = (0, 0, times[place].count..<times[place].count)
        }
        add(
            SamplePiece(
                second: line.second, phase: Int32(clamping: line.phase), endpoint: Int32(place), count: samples.count,
                longest: samples.longest, words: samples.words))
        count(
            line.second, succeeded: line.completed - line.failed, failed: line.failed, cancelled: line.cancelled)
    }

    /// Adds what the whole side did in a second.
    package mutating func add(_ second: SecondSlice) { generator.add(second) }

    private mutating func add(_ piece: SamplePiece) { pieces.append(piece) }

    private mutating func count(_ second: Int, succeeded: Int64, failed: Int64, cancelled: Int64) {
        self.succeeded[second, default: 0] += succeeded
        // A request cut off by the end of the run is nobody's error.
        if failed > cancelled { failing.insert(second) }
    }

    /// Adds a later part of the same side; its seconds and phases stay apart from those before.
    package mutating func append(_ part: SideSamples) {
        let second = (generator.moments.union(succeeded.keys).max()).map { $0 + 10 } ?? 0
        let phase = max(generator.lastPhase ?? -1, pieces.map(\.phase).max() ?? -1) + 1
        var shifts: [(place: Int, words: Int)] = []
        for (place, name) in part.names.enumerated() {
            let mine = self.place(of: name)
            shifts.append((mine, times[mine].append(part.times[place])))
        }
        for piece in part.pieces {
            let shift = shifts[Int(piece.endpoint)]
            let words = (piece.words.lowerBound + shift.words)..<(piece.words.upperBound + shift.words)
            add(
                SamplePiece(
                    second: piece.second + second, phase: piece.phase + phase, endpoint: Int32(shift.place),
                    count: piece.count, longest: piece.longest, words: words))
        }
        for (moment, count) in part.succeeded { succeeded[moment + second, default: 0] += count }
        failing.formUnion(part.failing.map { $0 + second })
        generator.append(part.generator, shiftedBy: second, phases: phase)
    }

    // MARK: - Endpoints

    private mutating func place(of name: String) -> Int {
        if let known = places[name] { return known }
        names.append(name)
        times.append(SparseCounters())
        spellings.append(name)
        places[name] = names.count - 1
        return names.count - 1
    }

    /// Finds an endpoint by the bytes of its name: most likely the one behind the last, since a file repeats its endpoints in one order.
    private mutating func place(of name: UnsafeBufferPointer<UInt8>) -> Int {
        latest = latest + 1 < spellings.count ? latest + 1 : 0
        if latest < spellings.count, spellings.isEqual(latest, name) { return latest }
        latest = place(of: String(decoding: name, as: UTF8.self))
        return latest
    }
}

extension SideSamples {
    /// The pieces of each endpoint by phase and second, in the order of the names.
    var piecesByEndpoint: [[SamplePiece]] {
        var result: [[SamplePiece]] = Array(repeating: [], count: names.count)
        for piece in pieces { result[Int(piece.endpoint)].append(piece) }
        return result.map { $0.inOrder(by: SamplePiece.isBefore) }
    }

    /// Adds the times of pieces to a histogram; those of an endpoint that follow each other are added at once.
    func add(_ pieces: ArraySlice<SamplePiece>, to histogram: inout Histogram) {
        var place = pieces.startIndex
        while place < pieces.endIndex {
            let (endpoint, start) = (pieces[place].endpoint, pieces[place].words.lowerBound)
            var end = pieces[place].words.upperBound
            place += 1
            while place < pieces.endIndex, pieces[place].endpoint == endpoint, pieces[place].words.lowerBound == end {
                end = pieces[place].words.upperBound
                place += 1
            }
            histogram.add(times[Int(endpoint)], start..<end)
        }
    }

    /// All times as one histogram.
    var allTimes: Histogram {
        var histogram = Histogram()
        for counters in times { histogram.add(counters, 0..<counters.count) }
        return histogram
    }
}
