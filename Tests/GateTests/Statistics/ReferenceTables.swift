import Foundation
import Testing

/// The values computed by SciPy 1.17 and checked with mpmath at 60 digits; where the two differ, mpmath's is kept.
struct ReferenceTables: Decodable {
    var beta: [[Double]]
    var betaInverse: [[Double]]
    var binomial: [[Double]]
    var clopperPearson: [[Double]]
    var holm: [[[Double]]]
    var quantileBounds: [[Double]]
    var tCumulative: [[Number]]
    var tQuantile: [[Number]]

    private enum CodingKeys: String, CodingKey {
        case beta, binomial, holm
        case betaInverse = "beta_inverse"
        case clopperPearson = "clopper_pearson"
        case quantileBounds = "quantile_bounds"
        case tCumulative = "t_cdf"
        case tQuantile = "t_quantile"
    }

    /// A number of a table; infinity is written as a word.
    struct Number: Decodable {
        var value: Double

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            value =
                try (try? container.decode(Double.self)) ?? (container.decode(String.self) == "inf" ? .infinity : .nan)
        }
    }

    static func load() throws -> ReferenceTables {
        let url = try #require(Bundle.module.url(forResource: "Fixtures/scipy", withExtension: "json"))
        return try JSONDecoder().decode(ReferenceTables.self, from: Data(contentsOf: url))
    }
}

/// Records an issue unless two numbers agree to 1e-9, relatively.
func expectClose(
    _ value: Double, _ reference: Double, _ what: @autoclosure () -> String, relative: Double = 1e-9,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let isClose = value == reference || abs(value - reference) <= relative * abs(reference)
    #expect(isClose, "\(what()): \(value) instead of \(reference)", sourceLocation: sourceLocation)
}
