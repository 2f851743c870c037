import Foundation
import Load

/// The suites that a package says it has, so that one that is lost doesn't go unnoticed: `LoadTests/suites.txt`.
///
/// A suite's name a line; what follows a # is a remark. A suite belongs to the tier that its name begins with.
struct SuiteManifest: Equatable, Sendable {
    /// Where it is in a package.
    static let path = "LoadTests/suites.txt"

    /// The suites in the order of the file.
    let suites: [String]

    /// Reads a manifest; a line that is no suite of any tier is a fault, and all faults are told at once.
    init(text: String) throws(CommandFailure) {
        var suites: [String] = []
        var faults: [String] = []
        for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let name = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespacesAndNewlines)
            guard !name.isEmpty else { continue }
            if name.wholeMatch(of: /\w+/) == nil || !Tier.allCases.contains(where: { name.hasPrefix($0.prefix) }) {
                let prefixes = Tier.allCases.map(\.prefix).joined(separator: ", ")
                faults.append("line \(place + 1): “\(name)” isn't a suite's name that begins with one of \(prefixes)")
            } else if suites.contains(name) {
                faults.append("line \(place + 1): \(name) stands there twice")
            } else {
                suites.append(name)
            }
        }
        guard faults.isEmpty else {
            throw CommandFailure(.missing, "\(Self.path): " + faults.joined(separator: "; "))
        }
        self.suites = suites
    }

    /// The manifest of a package; nil when it has none.
    static func read(package: String) throws(CommandFailure) -> SuiteManifest? {
        guard let text = try? String(contentsOfFile: "\(package)/\(path)", encoding: .utf8) else { return nil }
        return try SuiteManifest(text: text)
    }

    /// The suites of a tier that Swift Testing didn't find.
    func missing(of tier: Tier, in found: Set<String>) -> [String] {
        suites.filter { $0.hasPrefix(tier.prefix) && !found.contains($0) }
    }

    /// The suites that were found and aren't in the manifest.
    func unlisted(in found: Set<String>) -> [String] {
        found.subtracting(suites).sorted()
    }
}
