import Load
import Testing

/// Which tiers a test run wants: those of `PLIMSOLL_TIERS`, those that a filter names, or smoke.
struct TierSelection: Sendable, Equatable {
    /// The tiers that are wanted.
    let tiers: Set<Tier>

    /// The selection of an environment and a command line; throws when the environment names a tier that there isn't.
    init(environment: [String: String], arguments: [String]) throws(SettingsError) {
        if let text = environment["PLIMSOLL_TIERS"], !text.isEmpty {
            tiers = try Self.tiers(named: text)
        } else {
            let named = Self.tiers(inFilters: Self.filters(arguments))
            tiers = named.isEmpty ? [.smoke] : named
        }
    }

    /// Whether a test with tags is wanted; one of no tier counts as smoke.
    func admits(_ tags: Set<Tag>) -> Bool {
        let own = Tier.allCases.filter { tags.contains($0.tag) }
        return own.isEmpty ? tiers.contains(.smoke) : own.contains(where: tiers.contains)
    }

    /// The tier that a test with tags runs for: of several, the heaviest that is wanted, whose rules are the strictest.
    func tier(of tags: Set<Tag>) -> Tier? {
        Tier.allCases.last { tags.contains($0.tag) && tiers.contains($0) }
    }

    private static func tiers(named text: String) throws(SettingsError) -> Set<Tier> {
        let names = text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map { $0.lowercased() }
        if names == ["all"] { return Set(Tier.allCases) }
        let unknown = names.filter { Tier(rawValue: $0) == nil }
        guard unknown.isEmpty, !names.isEmpty else {
            let allowed = Tier.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingsError(faults: [
                "PLIMSOLL_TIERS is “\(text)”; expected “all” or tiers of \(allowed), with commas between"
            ])
        }
        return Set(names.compactMap(Tier.init(rawValue:)))
    }

    /// The patterns given to `--filter`.
    static func filters(_ arguments: [String]) -> [String] {
        arguments.enumerated().compactMap { index, argument in
            if argument == "--filter" { return index + 1 < arguments.count ? arguments[index + 1] : nil }
            return argument.hasPrefix("--filter=") ? String(argument.dropFirst("--filter=".count)) : nil
        }
    }

    /// The tiers whose suites a filter names: `Smoke`, `LoadTests.StressShop`, and not the `Load` in the names of modules such as `LoadTests`.
    static func tiers(inFilters filters: [String]) -> Set<Tier> {
        Set(
            Tier.allCases.filter { tier in
                filters.contains { $0.replacing(/\w*Tests/, with: "").contains(tier.prefix) }
            })
    }
}
