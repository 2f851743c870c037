extension Profile {
    /// A part of the profile that figures are kept for.
    struct Phase: Equatable {
        var name: String
        var startNs: Int64
        var endNs: Int64
        var isExcluded = false
    }

    /// Above how many stages those without a name of their own have no phase of their own either.
    static let mostUnnamedPhases = 500

    /// The stages as phases.
    ///
    /// Figures are kept for each phase and endpoint, and a recorded day that is replayed has a stage a second. So in a profile of very many stages,
    /// neighbours that the author gave no name are one phase, called by their places: `stages 2–86400`.
    var phases: [Phase] {
        var phases: [Phase] = []
        /// The place of the first of the neighbours that are being joined.
        var first: Int?
        for (place, piece) in zip(1..., pieces) {
            let joins = pieces.count > Self.mostUnnamedPhases && !piece.isNamed
            if joins, let first, phases[phases.count - 1].isExcluded == piece.isExcluded {
                phases[phases.count - 1].endNs = piece.endNs
                phases[phases.count - 1].name = "stages \(first)–\(place)"
            } else {
                let name = joins ? "stages \(place)" : piece.name
                phases.append(
                    Phase(name: name, startNs: piece.startNs, endNs: piece.endNs, isExcluded: piece.isExcluded))
                first = joins ? place : nil
            }
        }
        return phases
    }
}
