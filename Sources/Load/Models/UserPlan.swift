/// How many users there should be at each moment of a closed model.
package struct UserPlan: Sendable, Equatable {
    /// The number of users over time.
    package let profile: Profile

    /// The plan that follows a profile.
    package init(_ profile: Profile) {
        self.profile = profile
    }

    /// The number of users wanted so many nanoseconds after the start; 0 from the end on.
    ///
    /// A rising stage lets its next user in at once and reaches its full number with the last; a falling one keeps a user until its share of the time is
    /// over.
    package func wanted(at ns: Int64) -> Int {
        guard let piece = profile.piece(at: ns) else { return 0 }
        let level = piece.level(at: ns)
        if piece.to > piece.from { return min(Int(piece.to.rounded()), Int((level + 1e-6).rounded(.down)) + 1) }
        if piece.to < piece.from { return Int((level - 1e-6).rounded(.up)) }
        return Int(level.rounded())
    }

    /// The first moment after another at which the number may change; nil once it is over.
    package func nextChange(after ns: Int64) -> Int64? {
        guard let piece = profile.piece(at: ns) else { return nil }
        guard piece.to != piece.from else { return piece.endNs }
        let level = piece.level(at: ns)
        let next = piece.to > piece.from ? (level + 1e-6).rounded(.down) + 1 : (level - 1e-6).rounded(.up) - 1
        let share = (next - piece.from) / (piece.to - piece.from)
        let moment = piece.startNs + Int64((share * Double(piece.durationNs)).rounded(.up))
        return min(max(moment, ns + 1), piece.endNs)
    }

    /// The number of users on one of several shards, when user k lives on shard k modulo their number.
    package static func share(of users: Int, shard: Int, of shards: Int) -> Int {
        max(0, (users - shard + shards - 1) / shards)
    }
}
