internal import Foundation

extension Histogram {
    /// The compressed encoding in base64, as in `.hlog` files: `HISTF…`.
    package var base64: String { Data(compressedV2()).base64EncodedString() }

    /// Reads the base64 text of a histogram.
    package init(base64 text: some StringProtocol) throws(HistogramDecodingError) {
        guard let data = Data(base64Encoded: String(text)) else { throw HistogramDecodingError("it isn't base64") }
        try self.init(decoding: data)
    }
}
