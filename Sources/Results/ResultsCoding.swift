package import Foundation

/// How the files of a results folder are coded.
package enum ResultsCoding {
    /// For files that people read.
    package static func pretty() -> JSONEncoder {
        let encoder = lines()
        encoder.outputFormatting.insert(.prettyPrinted)
        return encoder
    }

    /// For a line of a file.
    package static func lines() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(
                date.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true)) + "Z")
        }
        return encoder
    }

    /// For all of them.
    package static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        decoder.dateDecodingStrategy = .custom { decoder in
            let text = try decoder.singleValueContainer().decode(String.self)
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
            if let date = (try? style.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text)) { return date }
            throw ResultsError(.malformed, "“\(text)” isn't a time")
        }
        return decoder
    }

    /// What is wrong with a file, in words.
    package static func explain(_ error: any Error) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }.joined(separator: ".")
        }
        switch error {
        case DecodingError.keyNotFound(let key, let context):
            return "“\((path(context).isEmpty ? "" : path(context) + ".") + key.stringValue)” is missing"
        case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
            return path(context).isEmpty ? "it has the wrong type" : "“\(path(context))” has the wrong type"
        case DecodingError.dataCorrupted(let context):
            return path(context).isEmpty ? "it isn't JSON" : "“\(path(context))” is broken"
        default:
            return "\(error)"
        }
    }
}
