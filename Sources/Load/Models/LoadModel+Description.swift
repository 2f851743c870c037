import Measurement

extension LoadModel: CustomStringConvertible {
    /// The load in words: `heavy: 100 users, 10 more a second, for 15m`; of very many stages the first ones.
    public var description: String { words(stages: 12) }

    /// The load in words, with every stage: equal for equal loads only.
    package var wholeDescription: String { words(stages: .max) }

    private func words(stages most: Int) -> String {
        var text = (name.map { "\($0): " } ?? "") + shapeInWords(stages: most)
        if isPoisson { text += ", at random gaps" }
        if inFlightLimit != Self.defaultInFlightLimit { text += ", at most \(inFlightLimit) in flight" }
        if goesOnUntilStopped { text += ", and on until it is stopped" }
        if warmUp > .zero { text += ", the first \(warmUp.words) not counted" }
        return text
    }

    private func shapeInWords(stages most: Int) -> String {
        switch shape {
        case .users(let plan):
            guard let steady else { return Self.words(plan.profile, "user", stages: most) }
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
            return Self.words(profile, "arrival/s", stages: most)
        }
    }

    /// The stages in words, the level's unit said once.
    private static func words(_ profile: Profile, _ unit: String, stages most: Int) -> String {
        let shown = profile.pieces.count <= most ? profile.pieces[...] : profile.pieces.prefix(most / 2)
        var pieces = shown.map { piece in
            let level =
                piece.from == piece.to
                ? LoadNumber.words(piece.to) : "\(LoadNumber.words(piece.from))→\(LoadNumber.words(piece.to))"
            return "\(piece.name) \(level) for \(Duration.nanoseconds(piece.durationNs).words)"
        }
        if shown.count < profile.pieces.count {
            pieces.append(
                "… \((profile.pieces.count - shown.count).grouped) more stages, up to \(LoadNumber.words(profile.peak)), "
                    + "\(Duration.nanoseconds(profile.durationNs).words) in all")
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
