import Foundation
import Measurement
import Testing

/// Histograms written by another implementation, PyPI's hdrhistogram: see Fixtures/histogram-vectors.py.
struct HistogramVector: Decodable, CustomTestStringConvertible, Sendable {
    let name: String
    let digits: Int
    let highest: Int64
    let values: [[Int64]]
    let base64: String
    let payloadHex: String
    let count: Int64
    let min, max: Int64?
    let mean, standardDeviation: Double?
    let quantiles: [String: Int64]

    var testDescription: String { name }

    var histogram: Histogram {
        var histogram = Histogram(significantDigits: digits, highest: highest)
        for value in values { histogram.record(value[0], count: value[1]) }
        return histogram
    }

    static let all: [HistogramVector] = {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let url = Bundle.module.url(forResource: "Fixtures/HistogramVectors", withExtension: "json"),
            let data = try? Data(contentsOf: url), let all = try? decoder.decode([HistogramVector].self, from: data)
        else { fatalError("the fixture HistogramVectors.json can't be read") }
        return all
    }()
}

@Suite struct HistogramVectorTests {
    @Test(arguments: HistogramVector.all)
    func itsBytesAreDecoded(_ vector: HistogramVector) throws {
        #expect(try Histogram(base64: vector.base64, most: .max) == vector.histogram)
    }

    @Test(arguments: HistogramVector.all)
    func theCountersAreEncodedByteForByte(_ vector: HistogramVector) {
        let payload = vector.histogram.encodedV2().dropFirst(40)
        #expect(payload.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == vector.payloadHex)
    }

    @Test(arguments: HistogramVector.all)
    func theFiguresAgree(_ vector: HistogramVector) throws {
        let histogram = vector.histogram
        #expect(histogram.count == vector.count)
        #expect(histogram.min == vector.min)
        #expect(histogram.max == vector.max)
        for (quantile, value) in vector.quantiles {
            #expect(histogram.value(atQuantile: try #require(Double(quantile))) == value, "at \(quantile)")
        }
        if let mean = vector.mean, let deviation = vector.standardDeviation {
            let ours = try #require(histogram.mean)
            #expect(abs(ours - mean) <= mean * 1e-9)
            #expect(abs(try #require(histogram.standardDeviation) - deviation) <= Swift.max(deviation * 1e-6, 1e-6))
        }
    }

    @Test(arguments: HistogramVector.all)
    func ourTextComesBackAsItWas(_ vector: HistogramVector) throws {
        let text = vector.histogram.base64
        #expect(text.hasPrefix("HISTF"))
        #expect(try Histogram(base64: text, most: .max) == vector.histogram)
        #expect(try Histogram(decoding: vector.histogram.encodedV2()) == vector.histogram)
    }

    @Test(arguments: HistogramVector.all)
    func theShortTextComesBackAsItWas(_ vector: HistogramVector) throws {
        let text = vector.histogram.shortBase64
        #expect(Data(base64Encoded: text) != nil)
        #expect(try Histogram(base64: text, most: .max) == vector.histogram)
        #expect(text.hasPrefix(vector.histogram.encodedV2().count <= 512 ? "HISTE" : "HISTF"))
    }
}
