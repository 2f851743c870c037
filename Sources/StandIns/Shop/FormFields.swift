internal import Foundation
import Serving

/// The fields of a form, from a request's body.
struct FormFields {
    private var values: [String: String] = [:]

    init(_ request: HTTPRequest) {
        for pair in request.text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            values[FormFields.decoded(parts[0])] = parts.count > 1 ? FormFields.decoded(parts[1]) : ""
        }
    }

    subscript(_ name: String) -> String? { values[name] }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }
}
