extension LoadModel: CustomStringConvertible {
    /// The load in words: `heavy: 100 users, 10 more a second, for 15m`.
    public var description: String {
        var text = (name.map { "\($0): " } ?? "") + shapeInWords
        if isPoisson { text += ", at random gaps" }
        if inFlightLimit != Self.defaultInFlightLimit { text += ", at most \(inFlightLimit) in flight" }
        if goesOnUntilStopped { text += ", and on until it is stopped" }
        if warmUp > .zero { text += ", the first \(warmUp.words) not counted" }
        return text
    }

    private var shapeInWords: String {
        switch shape {
        case .users(let plan):
            guard let steady else { return Self.words(plan.profile, "user") }
            let pace = steady.spawnRate.map { ", \(LoadNumber.words($0)) more a second" } ?? ""
            let reached = LoadBounds.whole(plan.profile.peak)
            let short = reached < steady.count ? " (the time allows \(reached))" : ""
            return LoadNumber.words(Double(steady.count), "user") + pace + ", for \(steady.duration.words)" + short
        case .iterations(let each, let users, let within):
            return "\(LoadNumber.words(Double(each), "iteration")) by each of "
                + "\(LoadNumber.words(Double(users), "user")), within \(within.words)"
        case .sharedIterations(let count, let users, let within):
            return "\(LoadNumber.words(Double(count), "iteration")) shared by "
                + "\(LoadNumber.words(Double(users), "user")), within \(within.words)"
        case .arrivals(let profile, let count):
            if let count {
                return "\(LoadNumber.words(Double(count), "arrival")) at \(LoadNumber.words(profile.peak))/s"
            }
            if profile.pieces.count == 1, let piece = profile.pieces.first, piece.from == piece.to {
                return "\(LoadNumber.words(piece.to)) arrivals/s for \(Duration.nanoseconds(piece.durationNs).words)"
            }
            return Self.words(profile, "arrival/s")
        }
    }

    /// The stages in words, the level's unit said once.
    private static func words(_ profile: Profile, _ unit: String) -> String {
        let pieces = profile.pieces.map { piece in
            let level =
                piece.from == piece.to
                ? LoadNumber.words(piece.to) : "\(LoadNumber.words(piece.from))→\(LoadNumber.words(piece.to))"
            return "\(piece.name) \(level) for \(Duration.nanoseconds(piece.durationNs).words)"
        }
        let plural = unit == "user" ? "users" : "arrivals/s"
        return "\(plural): " + pieces.joined(separator: ", ")
    }

    /// The level over time as a line of blocks, the highest as a full block: `▁▂▄▆████▄▁`.
    public func drawing(width: Int = 40) -> String {
        let full = Array("▁▂▃▄▅▆▇█")
        guard width > 0 else { return "" }
        guard let profile, profile.durationNs > 0, profile.peak > 0, profile.peak.isFinite else {
            return String(repeating: "█", count: width)
        }
        return String(
            (0..<width).map { column in
                let moment = Int64((Double(column) + 0.5) / Double(width) * Double(profile.durationNs))
                let share = profile.level(at: moment) / profile.peak
                return share <= 0 ? " " : full[min(full.count - 1, Int(share * Double(full.count)))]
            })
    }
}
