internal import Foundation

/// What a metrics service answered.
struct ExchangeAnswer: Sendable {
    let status: Int
    /// By their names in lower case; of several with the same name the last.
    let headers: [String: String]
    let body: Data

    init(status: Int, headers: [String: String] = [:], body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body's beginning on one line, for a message.
    var excerpt: String {
        let text = String(decoding: body.prefix(400), as: UTF8.self)
        let line = text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        let clean = String(String.UnicodeScalarView(line.unicodeScalars.filter { !$0.properties.isControl }))
        guard !clean.isEmpty else { return "an empty body" }
        return clean.count > 120 ? "“\(clean.prefix(120))…”" : "“\(clean)”"
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControl: Bool { generalCategory == .control || generalCategory == .format }
}
